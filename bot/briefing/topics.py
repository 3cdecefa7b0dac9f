"""What to ask about each kind of event: our own stock, questions only, so that none claims anything."""

from dataclasses import dataclass

from bot.model import Topic


@dataclass(frozen=True, slots=True)
class Stock:
    """For one kind of event: a permission question's subject, problems, implications and the pay-off."""

    about: str  # completes "I have one question about …"
    problem: tuple[str, str]
    implication: tuple[str, str]
    payoff: str


STOCK = {
    Topic.OPENING: Stock(
        "how the new site is being ramped up",
        ("How is the new site staffed for the ramp-up?", "What did the first weeks there show?"),
        ("If the ramp-up slips, which of your numbers feels it first?", "Who has to cover for it until then?"),
        "What would it be worth to you if it ran to plan a month sooner?",
    ),
    Topic.LEADERSHIP: Stock(
        "who decides what at the top now",  # a filing may be about a departure, an arrival or new pay alone
        ("What is being looked at afresh at the top?", "Which projects are waiting for a new decision?"),
        ("What does it cost you when those decisions wait?", "Which of your goals depends on them?"),
        "If one of them were settled this quarter, what would that free you to do?",
    ),
    Topic.ACQUISITION: Stock(
        "how the two sides are being brought together",
        ("What is hardest in bringing the two sides together?", "Where do the two still work in different ways?"),
        ("What happens to your plan if that takes a year?", "Who carries the double work meanwhile?"),
        "What would it help you to have in one place first?",
    ),
    Topic.FUNDING: Stock(
        "what the new money is to make possible",
        ("What has to be built first with the new money?", "Where is your team already too thin for that?"),
        ("What does the plan lose if that comes a quarter late?", "Which number will the investors ask you about?"),
        "If that part were off your desk, what would you start with?",
    ),
    Topic.HIRING: Stock(
        "the roles you are hiring for",
        ("What is not getting done while those roles are open?", "How long do new people need until they are of use?"),
        ("What does each open month cost you?", "Who does that work at the moment, and what do they leave undone?"),
        "What would change if the same team could do it?",
    ),
    Topic.RESULTS: Stock(
        "what the last results mean for your plans",
        ("Which part of the results is on your desk now?", "What has to move before the next report?"),
        ("What follows for your team if it does not move?", "Which budget is looked at first?"),
        "What would it be worth to see that number move a quarter earlier?",
    ),
    Topic.LAUNCH: Stock(
        "how the launch is going",
        ("What did the first customers ask for?", "What was harder than expected about the launch?"),
        ("What does that cost you in the next months?", "Which target depends on it?"),
        "If that were solved, how would the launch look different?",
    ),
    Topic.DEAL: Stock(
        "what the new agreement asks of your team",
        ("What has to work on your side for the new agreement?", "What is new for your team in it?"),
        ("What happens if that is not ready in time?", "Who notices first if it is late?"),
        "What would it help you to have settled at once?",
    ),
}

PLAIN = Stock(
    "what that means for your team",
    ("What does it change for your team?", "What is the first thing it puts on your desk?"),
    ("What follows for you if it takes longer than planned?", "Which of your goals does it touch most?"),
    "What would make that easier for you this quarter?",
)


def stock(topic: Topic) -> Stock:
    """The questions for a kind of event; the plain ones where there are none of its own."""
    return STOCK.get(topic, PLAIN)

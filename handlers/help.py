"""What can I do here?"""

from bot.cards import Card, Fields, Part, bold, text
from bot.chat import Interaction
from bot.errors import UserMistake
from bot.services import Services

BRIEFS = (
    ("/warmup Jane Doe at Acme", "a brief before you call: who she is, why today, who can open the door, what to say"),
    ("/warmup jane.doe@acme.com", "the same by e-mail address; a LinkedIn address or a company alone works too"),
    ("/warmup brief Intel", "a brief even where the name is one of my commands"),
    ("Jane Doe at Acme", "the same as a plain message to me; in a channel or a thread: @Warmup Jane Doe at Acme"),
)
CALLS = (
    (
        "/warmup log Jane Doe at Acme voicemail",
        "how the call went, with a note if you like; or press “Log call” on a brief",
    ),
    (
        "/warmup remind Jane Doe at Acme in 3 days to send pricing",
        "a promise, kept to the minute in your own time zone",
    ),
    ("/warmup dnc Jane Doe at Acme", "nobody in the team calls them from now on"),
    ("/warmup followups", "what you promised: overdue, today, coming"),
    ("/warmup yield mine", "your own rates; only you can ask for them, and only you see them"),
)
HEARD = (
    (
        "/warmup intel Acme they froze hiring until March",
        "kept for the next brief; or “Save as intel” on a message, or 💡",
    ),
    ("/warmup intel Acme", "what your team heard; “intel hiring freeze at Acme?” searches"),
    ("@Warmup who is their CFO?", "in a brief's thread: answered from what the brief knows, or “I don't know”"),
)
TEAM = (
    ("/warmup digest", "what yesterday's prospecting came to; “digest week” for seven days"),
    (
        "/warmup digest at 08:30 weekdays in #sales-managers",
        "the same by itself, in your time zone",
    ),
    ("/warmup yield 90 days", "what each step yields for the team, and whether warm calls pay"),
    ("/warmup yield experiment", "tries it out: a share of accounts goes without briefs for a while"),
    ("/warmup yield money", "what Warmup saves and costs; “yield adoption”: how it is used, without names"),
    ("/warmup connect", "Slack and Teams as one team, and you as one rep in both; “disconnect” undoes it"),
)

NOT_YET = "watch unwatch watches campaign list today forget export settings playbook".split()
"""Words that are kept for what is to come: no prospect begins with them, or it would be another one that day."""


async def help_me(asked: Interaction, services: Services) -> Card:
    """What can be said, each with an example that works."""
    del asked, services
    parts: list[Part] = []
    for title, can in (
        ("Warm up a call", BRIEFS),
        ("After the call", CALLS),
        ("What you hear", HEARD),
        ("For the team", TEAM),
    ):
        parts += [text(bold(title)), Fields(tuple((said, text(happens)) for said, happens in can))]
    return Card("What Warmup can do", tuple(parts))


async def not_yet(asked: Interaction, services: Services) -> None:
    """Say that a word is kept and does nothing yet. Raises UserMistake, always."""
    del services
    words = f"{asked.action} {asked.text}".strip()
    raise UserMistake(f"I cannot do “{asked.action}” yet. If you mean a company: /warmup brief {words}")

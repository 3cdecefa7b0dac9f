"""How connecting looks: what is connected, a code, the question whether two accounts are one person."""

from dataclasses import dataclass

from bot.cards import Button, Buttons, Card, Part, Tone, bold, text

TOGETHER = (
    "As one team you share calls, what was heard, follow-ups, do-not-call, digests and yields. Each message still"
    " comes where it was asked for, and what was said in a private channel or a direct message is still read only by"
    " those who can read it there."
)
CARRIED = "What both have by now is carried over; do-not-call of either holds for both."
APART = (
    "After that you are two teams. Follow-ups, digests and what was heard stay where they were posted or said. Calls,"
    " do-not-call, briefs and choices are kept by both as they are at that moment. Reps who were one are two again."
)
NOTHING = "There is nothing to connect here: this is a page of your own machine. In Slack or Teams, say: connect"


@dataclass(frozen=True, slots=True)
class Connected:
    """What is connected, seen from one platform."""

    here: str  # as people call them
    other: str
    word: str  # what is typed for the other one
    team: bool
    person: bool


def nothing_card() -> Card:
    """Where no other platform is near."""
    return Card(NOTHING, (text(NOTHING),))


def connected_card(now: Connected) -> Card:
    """What is connected, and what can be."""
    if not now.team:
        said = f"{now.here} and {now.other} are not connected."
        how = f"An administrator says: /warmup connect {now.word}"
        return Card(said, (text(bold(said)), text(TOGETHER), text(how, tone=Tone.QUIET)))
    said = f"{now.here} and {now.other} are connected: you are one team."
    return Card(said, (text(bold(said)), text(TOGETHER), *_person(now)))


def code_card(other: str, here: str, code: str) -> Card:
    """The code, and what it does."""
    said = f"An administrator of {other} tells me this, there, in our own conversation:"
    line = f"connect {here.casefold()} {code}"
    once = "It works once, for 15 minutes. Give it to nobody else: whoever enters it joins your team."
    return Card(f"Your code for {other}", (text(said), text(bold(line)), text(once), text(TOGETHER), text(CARRIED)))


def linked_card(now: Connected, by: str) -> Card:
    """Somebody has entered the code."""
    said = f"{by} has entered your code in {now.other}: {now.here} and {now.other} are one team from now on."
    undo = Buttons((Button("I did not expect that", "disconnect"),))
    return Card(said, (text(bold(said)), text(CARRIED), undo))


def disconnect_card(now: Connected) -> Card:
    """What can be undone, said before it is done."""
    if not now.team:
        said = "Nothing is connected here."
        return Card(said, (text(said),))
    parts: list[Part] = [text(bold(f"Disconnect {now.here} and {now.other}")), text(APART)]
    parts.append(Buttons((Button(f"Disconnect {now.other}", "unlink"),)))
    return Card(f"Disconnect {now.other}", (*parts, *_person(now)))


def same_card(other: str, name: str) -> Card:
    """Are these two the same person?"""
    said = f"Are you also {name or 'somebody'} in {other}? Your e-mail address is the same there."
    why = (
        "If you are, your follow-ups, calls and what you heard are one list in both, and what you may read in one you"
        " may read in the other's direct messages with me. It counts once you have said so in both."
    )
    return Card(said, (text(bold(said)), text(why), Buttons((_button("me"), _button("not")))))


def waits_card(other: str) -> Card:
    """Said here; now there."""
    said = f"Thank you. I ask you in {other}, too; once you say so there, you are one rep."
    return Card(said, (text(said), Buttons((_button("not"),))))


def one_card() -> Card:
    """They are one."""
    said = "You are one rep in both: your follow-ups, calls and what you heard are one list from now on."
    return Card(said, (text(said), Buttons((_two(),))))


def apart_card() -> Card:
    """They are two, or two again."""
    said = "You are two reps. Follow-ups are listed where they were made."
    return Card(said, (text(said), Buttons((Button("Ask me again", "meet_again"),))))


def _person(now: Connected) -> tuple[Part, ...]:
    if now.person:
        said = (
            "You are one rep in both. As two, your follow-ups would be listed where they were made; the rest stays with"
            f" your {min(now.here, now.other)} account."
        )
        return (text(said), Buttons((_two(),)))
    return (Buttons((Button(f"I am in {now.other}, too", "meet_again"),)),)


def _two() -> Button:
    return Button("Be two reps again", "apart")


def _button(word: str) -> Button:
    return Button("That's me", "same_me", primary=True) if word == "me" else Button("Not me", "same_not")

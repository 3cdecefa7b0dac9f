"""From `Jane Doe at Acme voicemail asked for pricing` to whom, how it went, and the note."""

import re
from dataclasses import dataclass

from bot.errors import UserMistake
from bot.model import CallOutcome

EXAMPLE = "For example: /warmup log Jane Doe at Acme voicemail"
SAID = {
    "no answer": CallOutcome.NO_ANSWER,
    "no-answer": CallOutcome.NO_ANSWER,
    "didn't answer": CallOutcome.NO_ANSWER,
    "did not answer": CallOutcome.NO_ANSWER,
    "no reply": CallOutcome.NO_ANSWER,
    "no pick up": CallOutcome.NO_ANSWER,
    "wrong number": CallOutcome.WRONG_NUMBER,
    "left a voicemail": CallOutcome.VOICEMAIL,
    "left voicemail": CallOutcome.VOICEMAIL,
    "voicemail left": CallOutcome.VOICEMAIL,
    "voicemail": CallOutcome.VOICEMAIL,
    "voice mail": CallOutcome.VOICEMAIL,
    "vm": CallOutcome.VOICEMAIL,
    "gatekeeper": CallOutcome.GATEKEEPER,
    "hung up": CallOutcome.HUNG_UP,
    "hangup": CallOutcome.HUNG_UP,
    "talked": CallOutcome.TALKED,
    "spoke": CallOutcome.TALKED,
    "conversation": CallOutcome.TALKED,
    "meeting booked": CallOutcome.MEETING,
    "booked a meeting": CallOutcome.MEETING,
    "booked": CallOutcome.MEETING,
    "meeting": CallOutcome.MEETING,
    "not now": CallOutcome.NOT_NOW,
    "not interested": CallOutcome.NOT_INTERESTED,
    "no interest": CallOutcome.NOT_INTERESTED,
    "wrong person": CallOutcome.WRONG_PERSON,
    "left the company": CallOutcome.LEFT,
    "left company": CallOutcome.LEFT,
    "gone": CallOutcome.LEFT,
    "do not call": CallOutcome.DO_NOT_CALL,
    "don't call": CallOutcome.DO_NOT_CALL,
    "dnc": CallOutcome.DO_NOT_CALL,
}
_OUTCOME = re.compile(
    r"[\s,:;–-]+(" + "|".join(re.escape(said) for said in sorted(SAID, key=len, reverse=True)) + r")(?=$|[\s,.:;!–-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Logged:
    """What was said to be logged."""

    about: str
    outcome: CallOutcome
    note: str


def logged(words: str) -> Logged:
    """Split the words at their first outcome; typographic apostrophes count. Raises UserMistake."""
    plain = words.replace("’", "'").strip()
    found = _OUTCOME.search(f" {plain}")
    if found is None:
        outcomes = ", ".join(outcome.label.lower() for outcome in CallOutcome)
        raise UserMistake(f"I found no outcome in that; it is one of {outcomes}. {EXAMPLE}")
    about = f" {plain}"[: found.start()].strip(" ,:;–-")
    if not about:
        raise UserMistake(f"Say first whom you called. {EXAMPLE}")
    return Logged(about, SAID[found[1].casefold()], f" {plain}"[found.end() :].strip(" ,.:;–-"))

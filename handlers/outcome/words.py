"""From `Jane Doe at Acme voicemail asked for pricing` to whom, how it went, and the note."""

import re
from dataclasses import dataclass

from bot.errors import UserMistake
from bot.model import SPELLINGS, CallOutcome

EXAMPLE = "For example: /warmup log Jane Doe at Acme voicemail"
_LONGEST_FIRST = sorted(SPELLINGS, key=len, reverse=True)
_OUTCOME = re.compile(
    r"[\s,:;–-]+(" + "|".join(re.escape(said) for said in _LONGEST_FIRST) + r")(?=$|[\s,.:;!–-])",
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
    return Logged(about, SPELLINGS[found[1].casefold()], f" {plain}"[found.end() :].strip(" ,.:;–-"))

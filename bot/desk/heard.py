"""Which of a person's words are for Warmup: its command, its name, or anything said to it alone."""

import re
from dataclasses import dataclass

_COMMAND = re.compile(r"/warmup(?:\s+|$)", re.IGNORECASE)
_MENTION = re.compile(r"(?<!\w)@warmup\b[,:]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said; `text` is what is meant for Warmup, without its name."""

    to_us: bool
    text: str
    is_command: bool = False  # nobody else sees what is typed, as on any platform
    wrong: str = ""


def heard(words: str, *, is_direct: bool) -> Heard:
    """Take what was typed apart."""
    if command := _COMMAND.match(words):
        return Heard(to_us=True, text=words[command.end() :].strip(), is_command=True)
    if words.startswith("/"):
        wrong = f"I do not know {words.split(maxsplit=1)[0]}. For example: /warmup Jane Doe at Acme"
        return Heard(to_us=False, text="", is_command=True, wrong=wrong)
    named = _MENTION.search(words) is not None
    return Heard(named or is_direct, " ".join(_MENTION.sub(" ", words).split()) if named else words)

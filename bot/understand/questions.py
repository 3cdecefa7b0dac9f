"""Whether words are a question, and not the name of somebody."""

import re

_ASKS = re.compile(
    r"(?:whom?|whose|who['’]s|what|what['’]s|when|where|how|which|why|is|does|has)\b\s+\S",
    re.IGNORECASE,
)  # not "can" and "do": those are people's first names too


def is_question(words: str) -> bool:
    """It ends with a question mark, or begins as questions do with something after it."""
    line = words.strip()
    return line.endswith("?") or bool(_ASKS.match(line))


def is_surely_a_question(words: str) -> bool:
    """It begins and ends as questions do, so that it can be nobody's name."""
    line = words.strip()
    return line.endswith("?") and bool(_ASKS.match(line))

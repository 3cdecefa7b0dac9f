"""How long a text takes to say: numbers, money, quarters and addresses are counted as they are spoken."""

import re
from functools import lru_cache

from num2words import num2words  # pyright: ignore[reportUnknownVariableType] (it has no types)

SECONDS_A_WORD = 0.4  # 150 words a minute (writer.md 5.2)
PIECES = re.compile(r"[$€£]?\d[\d,]*(?:\.\d+)?%?|[^\W\d_]+(?:[’'-][^\W\d_]+)*|[@&+%]|\.(?=\w)", re.UNICODE)
YEARS = range(1100, 2100)
ALWAYS_SPELLED = 2  # letters: "Q", "VP", "HR" are said letter by letter


def spoken_words(text: str) -> int:
    """How many words are said: "$42 million" is four, "Q3" two, "2026" three."""
    return sum(_piece(piece) for piece in PIECES.findall(text))


def seconds(text: str) -> float:
    """Spoken length in seconds, to a tenth."""
    return round(spoken_words(text) * SECONDS_A_WORD, 1)


@lru_cache(maxsize=4_096)  # a writer weighs the same few words again and again until a text fits
def _piece(piece: str) -> int:
    if not any(character.isdecimal() for character in piece):
        return len(piece) if piece.isupper() and 1 < len(piece) <= ALWAYS_SPELLED else 1
    money, percent = piece[0] in "$€£", piece.endswith("%")
    number = piece.strip("$€£%").replace(",", "")
    return _number(number) + money + percent


def _number(number: str) -> int:
    if len(number) > 9:  # noqa: PLR2004 (no amount; a number that long is read digit by digit)
        return len(number)
    value = float(number) if "." in number else int(number)
    to = "year" if isinstance(value, int) and value in YEARS else "cardinal"
    return len(re.findall(r"\w+", num2words(value, to=to)))

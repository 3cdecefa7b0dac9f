"""A line as a row of plain words, each knowing where it stood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.understand.when.folding import folded
from bot.understand.when.words import LONGEST, vocabulary

UNKNOWN, NAME, BARRIER = "~", "^", "|"  # some other word; one with a capital letter; punctuation that parts
_PIECE = re.compile(r"@(?=\d)|[\w.:/&'’+@-]+|[^\w\s]")
_GERMAN_DAYS = {"Mo": "d0", "Di": "d1", "Mi": "d2", "Do": "d3", "Fr": "d4", "Sa": "d5", "So": "d6"}
_UNITS = {"m": "minute", "h": "hour", "d": "day", "w": "week", "mo": "month", "y": "year"}
_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)"), r"iso:\1-\2-\3"),
    (re.compile(r"(\d{4}-\d\d?-\d\d?)t(\d\d?:\d\d)(?::\d\d)?"), r"iso:\1 \2"),
    (re.compile(r"(\d\d?)/(\d\d?)"), r"num:\1/\2"),
    (re.compile(r"(\d\d?)[/-](\d\d?)[/-](\d{4}|\d\d)"), r"num:\1/\2/\3"),
    (re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)?"), r"dot:\1.\2.\3"),
    (re.compile(r"(\d\d?)[:h](\d\d)"), r"\1:\2"),
    (re.compile(r"(\d\d?)[:.](\d\d)([ap])\.?m"), r"\1:\2 \3m"),
    (re.compile(r"(\d\d?)([ap])\.?m"), r"\1 \2m"),
    (re.compile(r"(\d\d?)(?:st|nd|rd|th|er|º|ª)"), r"ord:\1"),
    (re.compile(r"(\d+(?:[.,]\d+)?)"), r"\1"),
    (re.compile(r"([qt])([1-4])"), r"q\2"),
)
_COUNTABLE = {*_UNITS.values(), "workday", "quarter"}
_COUNTED = re.compile(r"(\d+(?:\.\d+)?)-?([a-z]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """One plain word, and the piece of the line it came from."""

    plain: str
    start: int
    end: int


def tokens(line: str, language: str) -> list[Token]:
    """The line in plain words; phrases of several words become what they mean."""
    pieces = list(_pieces(re.sub(r"\b(mid|mi)-(?=\w)", r"\1 ", line, flags=re.IGNORECASE)))
    known = vocabulary(language)
    row: list[Token] = []
    at = 0
    while at < len(pieces):
        plain, taken = _phrase(pieces, at, known) or (_single(pieces, at, language, known), 1)
        start, end = pieces[at][1], pieces[at + taken - 1][2]
        row += [Token(word, start, end) for word in plain]
        at += taken
    return _with_days(row) if language in {"fr", "es"} else row


def _with_days(row: list[Token]) -> list[Token]:
    """`le 15`, `el 15` is the 15th, unless it counts something we know: `les 15 jours`."""
    for before, number, after in zip(row, row[1:], [*row[2:], Token("", 0, 0)], strict=False):
        if before.plain == "the" and re.fullmatch(r"\d\d?", number.plain) and after.plain not in _COUNTABLE:
            row[row.index(number)] = replace(number, plain=f"ord:{number.plain}")
    return row


def _pieces(line: str) -> Iterator[tuple[str, int, int]]:
    """Words and marks; a sentence's full stop is parted from its word, a date's is not."""
    for found in _PIECE.finditer(line):
        whole, start = found.group(), found.start()
        bare = whole if re.fullmatch(r"\d\d?\.(?:\d\d?\.)?", whole) else whole.rstrip(".:'’/&+-")
        if bare:
            yield bare, start, start + len(bare)
        if tail := whole[len(bare) :]:
            yield tail, start + len(bare), found.end()


def _phrase(
    pieces: list[tuple[str, int, int]], at: int, known: dict[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], int] | None:
    for length in range(min(LONGEST, len(pieces) - at), 0, -1):
        words = " ".join(folded(piece) for piece, _, _ in pieces[at : at + length])
        if (plain := known.get(words)) is not None:
            return plain, length
    return None


def _single(
    pieces: list[tuple[str, int, int]], at: int, language: str, known: dict[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """What one piece is: figures in one of their shapes, a mark, or a word that is none of ours."""
    piece = pieces[at][0]
    if not any(map(str.isalnum, piece)):
        return _mark(piece)
    after = pieces[at + 1][0] if at + 1 < len(pieces) else ""
    if language == "de" and piece in _GERMAN_DAYS and after[:1].isdigit():
        return (_GERMAN_DAYS[piece],)
    if not piece.isascii():
        return (NAME if piece[0].isupper() else UNKNOWN,)
    return _figures(piece, language, known) or ((NAME if piece[0].isupper() else UNKNOWN),)


def _mark(piece: str) -> tuple[str, ...]:
    if piece == "@":
        return ("at@",)
    return () if piece == "." else (("," if piece == "," else BARRIER),)


def _figures(piece: str, language: str, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    text = piece.lower()
    if language == "de" and re.fullmatch(r"\d\d?\.", text):
        return (f"ord:{text[:-1]}",)
    text = text if text.startswith("dot") or re.fullmatch(r"\d\d?\.\d\d?\.", text) else text.rstrip(".")
    if text == "24/7":  # always, no date
        return ()
    for shape, plain in _SHAPES:
        if (found := shape.fullmatch(text)) and not (text[0] == "t" and language not in {"fr", "es"}):
            return tuple(found.expand(plain).split())
    counted = _COUNTED.fullmatch(text)
    if counted and (text == piece or len(counted[2]) > 1):  # 3m, but not 3M
        unit = _UNITS.get(counted[2]) or " ".join(known.get(counted[2], ()))
        return (counted[1], unit) if unit in _COUNTABLE else ()
    return ()

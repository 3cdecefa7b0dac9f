"""The dates in a line: which words belong together, and which only look like a date."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.understand.when.atoms import Atom, Beside, Day, Elapsed, Shift, Weight
from bot.understand.when.here import Here
from bot.understand.when.rules import RULES
from bot.understand.when.tokens import NAME, Token, tokens

_JOINTS = {",", "at", "at@", "on", "the", "of", "in"}  # may stand between the parts of one date
_BEFORE_A_COMPANY = {"at", "at@", "bei", "chez", "of", "with"}
_FIGURE = re.compile(r"['’]?\d[^A-Z]*")  # but not 3M, 7-Eleven
_NOT = {"not", "nicht", "pas", "no", "except", "außer"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words that is one date."""

    atoms: tuple[Atom, ...]
    first: int  # its tokens
    last: int
    start: int  # its letters
    end: int
    weight: Weight
    or_else: bool = False  # "or" stands between it and the one before
    odd: str = ""  # a figure right beside it that no rule reads

    def has(self, *kinds: type) -> bool:
        """Whether one of its atoms is of these kinds."""
        return any(isinstance(atom, kinds) for atom in self.atoms)


@dataclass(frozen=True, slots=True)
class _Found:
    atom: Atom
    first: int
    last: int


def mentions(line: str, here: Here) -> list[Mention]:
    """Every run of words that may be a date, in the order of the line."""
    row = tokens(line, here.language)
    runs = [run for run in _runs(_atoms(row, here), row, line) if _is_whole(run)]
    ors = [False, *(_is_or(before, run, row) for before, run in pairwise(runs))]
    return [_mention(run, row, line, or_else) for run, or_else in zip(runs, ors, strict=False)]


def _atoms(row: list[Token], here: Here) -> list[_Found]:
    """Each atom from the left; a rule that fits first wins, and no atom is cut out of a name."""
    plain = " ".join(token.plain for token in row)
    offsets: dict[int, int] = {}
    at = 0
    for index, token in enumerate(row):
        offsets[at] = index
        at += len(token.plain) + 1
    found: list[_Found] = []
    ends = {offset + len(row[index].plain): index for offset, index in offsets.items()}
    free = 0
    for offset, index in offsets.items():
        if index >= free and (hit := _atom(plain, offset, here)):
            atom, end = hit
            found.append(_Found(atom, index, ends[end]))
            free = ends[end] + 1
    return found


def _atom(plain: str, offset: int, here: Here) -> tuple[Atom, int] | None:
    if plain[offset] in "~^|,":
        return None
    for pattern, reader in RULES:
        if match := pattern.match(plain, offset):
            return reader(match, here), match.end()
    return None


def _runs(found: list[_Found], row: list[Token], line: str) -> list[list[_Found]]:
    runs: list[list[_Found]] = []
    for it in found:
        joins = bool(runs) and _joins(runs[-1], it, row)
        if not joins and (_is_named(it, row) or _is_a_company(it, row, line)):
            continue
        if joins:
            runs[-1].append(it)
        else:
            runs.append([it])
    return runs


def _joins(run: list[_Found], it: _Found, row: list[Token]) -> bool:
    """Whether it goes on with the date before it: near enough, and saying something new."""
    between = {row[index].plain for index in range(run[-1].last + 1, it.first)}
    if not between <= _JOINTS:
        return False
    kinds = {type(before.atom) for before in run}
    if isinstance(it.atom, Elapsed | Shift | Beside):
        return False
    if kinds <= {Shift, Beside}:
        return True
    if Elapsed in kinds or (isinstance(it.atom, Day) and it.atom.weight is Weight.ALONE):
        return False
    if isinstance(it.atom, Day) and Day in kinds:
        return len([b for b in run if isinstance(b.atom, Day)]) == 1 and _weekday_and_date(run, it.atom)
    return type(it.atom) not in kinds


def _weekday_and_date(run: list[_Found], day: Day) -> bool:
    forms = {it.atom.form for it in run if isinstance(it.atom, Day)} | {day.form}
    return forms == {"weekday", "date"}


def _is_named(it: _Found, row: list[Token]) -> bool:
    """Whether it is rather part of a name: May Lee, March Capital, Sunday Riley, at 7 For All Mankind."""
    if isinstance(it.atom, Shift | Beside) or _weight(it.atom) is Weight.SURE:
        return False
    before = row[it.first - 1].plain if it.first else ""
    after = row[it.last + 1].plain if it.last + 1 < len(row) else ""
    if before in _BEFORE_A_COMPANY or (isinstance(it.atom, Day) and row[it.first].plain in _BEFORE_A_COMPANY):
        return True
    is_weekday = isinstance(it.atom, Day) and it.atom.form == "weekday"
    return after == NAME and not (is_weekday and not before)


def _is_a_company(it: _Found, row: list[Token], line: str) -> bool:
    """Whether even sure words are one: at Today Tix, at Every Day Ltd."""
    before = row[it.first - 1].plain if it.first else ""
    after = row[it.last + 1].plain if it.last + 1 < len(row) else ""
    return before in _BEFORE_A_COMPANY and after == NAME and line[row[it.first].start].isupper()


def _is_whole(run: list[_Found]) -> bool:
    """A run of nothing but `after` or `a week from` is no date."""
    return not all(isinstance(it.atom, Shift | Beside) for it in run)


def _weight(atom: Atom) -> Weight:
    return Weight.LIKELY if isinstance(atom, Shift | Beside) else atom.weight


def _is_or(before: list[_Found], run: list[_Found], row: list[Token]) -> bool:
    return [row[index].plain for index in range(before[-1].last + 1, run[0].first)] == ["or"]


def _mention(run: list[_Found], row: list[Token], line: str, or_else: bool) -> Mention:  # noqa: FBT001 - of one use
    first, last = run[0].first, run[-1].last
    heaviest = max(_weight(it.atom) for it in run)
    together = len(run) > 1 and any(isinstance(it.atom, Day) for it in run)
    mention = Mention(
        tuple(it.atom for it in run),
        first,
        last,
        row[first].start,
        row[last].end,
        Weight.SURE if together else heaviest,
        or_else,
    )
    return replace(mention, odd=_odd(first, last, row, line))


def _odd(first: int, last: int, row: list[Token], line: str) -> str:
    """What makes the date doubtful: `not` before it; behind it an `after`, `or 9`, or a figure no rule reads (1530)."""
    if first and (piece := line[row[first - 1].start : row[first - 1].end]).lower() in _NOT:
        return piece
    index = last + 1
    while index < len(row) and row[index].plain in _JOINTS:
        index += 1
    if index >= len(row):
        return ""
    plain, piece = row[index].plain, line[row[index].start : row[index].end]
    goes_on = plain in {"or", "and"} and index + 1 < len(row) and row[index + 1].plain[0].isdigit()
    return piece if goes_on or plain in {"after", "before"} or _FIGURE.fullmatch(piece) else ""

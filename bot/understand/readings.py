"""Every way to read a line as person, title and company, and which of them is the likeliest."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from bot.understand.evidence import Evidence, is_title
from bot.understand.parts import Joint, Part, cut

_PERSON, _COMPANY, _TITLE = "PCT"
_CLOSE_CALL = 1.5  # points between two readings below which it is a guess; tuned on the labelled names

# Points for a joint between two roles; any other pair of roles there is `_ODD`.
_BETWEEN: dict[Joint, dict[str, float]] = {
    Joint.AT: {"PC": 5, "TC": 3},
    Joint.COLON: {"CP": 4, "CT": 3, "PC": 1.5, "PT": 2, "TP": 1, "TC": 1},
    Joint.THEIRS: {"CP": 3, "CT": 3},
    Joint.WEAK: {"PC": 3, "TC": 3},
    Joint.OF: {"PC": 1.5, "TC": 2},
    Joint.OPEN: {"PC": 4, "PT": 3, "CT": 0.5, "CP": 1.5, "TC": 3},
    Joint.QUOTE: {"PC": 3.5, "PT": 1, "CP": 0, "TC": 2, "TP": 1},
    Joint.DASH: {"PC": 1, "PT": 1, "TC": 1, "CP": 0, "CT": 0.5, "TP": 0.5},
    Joint.COMMA: {"PC": 0.5, "PT": 1, "TC": 1, "CP": -0.5, "CT": 0, "TP": 0},
    Joint.CLOSE: {"PC": -4, "PT": -1.5, "TC": 0, "CP": -4, "CT": 0, "TP": 0},
    Joint.GAP: {"PT": -0.5, "TP": -0.5, "CT": -3},
}
_ODD = -6.0
# Points for a joint inside a person's, a company's, a title's words.
_INSIDE: dict[Joint, tuple[float, float, float]] = {
    Joint.AT: (-8, -1, -6),
    Joint.COLON: (-8, -4, -4),
    Joint.THEIRS: (-4, -1, -2),
    Joint.WEAK: (-4, -0.5, -1),
    Joint.OF: (-4, 0, 0),
    Joint.OPEN: (-0.5, -1.5, -1),
    Joint.QUOTE: (-4, -2, -3),
    Joint.DASH: (-5, -3, -3),
    Joint.COMMA: (-0.5, -0.5, -1),
    Joint.CLOSE: (0, 0, 0),
    Joint.GAP: (0, 0, 0),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the words, and its points."""

    person: str | None
    title: str | None
    company: str | None
    points: float


@dataclass(slots=True)
class _Line:
    """A line in parts, and the points of every run of them."""

    text: str
    parts: list[Part]
    evidence: Evidence
    hints: dict[str, float]
    seen: dict[tuple[int, int, str], float]

    def span(self, first: int, last: int) -> str:
        """The words as typed, from one part to another, without the quotes around them."""
        start, end = self.parts[first].start, self.parts[last].end
        typed = self.text[start:end]
        if typed.count("(") > typed.count(")") and self.text[end : end + 1] == ")":
            typed += ")"
        if typed.count(")") > typed.count("(") and self.text[start - 1 : start] == "(":
            typed = "(" + typed
        return unquoted(typed.replace("\t", " "))

    def opens_too_much(self, first: int, end: int) -> bool:
        """True for words that begin in parentheses and end behind them: "(Bermuda) Ltd."."""
        joints = [part.joint for part in self.parts[first:end]]
        return joints[0] is Joint.OPEN and Joint.CLOSE in joints

    def points(self, first: int, last: int, role: str) -> float:
        """How well the words play a role."""
        key = (first, last, role)
        if key not in self.seen:
            text = self.span(first, last)
            look = {_PERSON: self.evidence.person, _COMPANY: self.evidence.company, _TITLE: self.evidence.title}[role]
            inside = sum(_INSIDE[it.joint]["PCT".index(role)] for it in self.parts[first + 1 : last + 1])
            excused = role == _COMPANY and inside < 0 and self.evidence.known(text)
            broken = _ODD if _torn(text) else 0
            self.seen[key] = look(text) + (0 if excused else inside) + broken
        return self.seen[key]


def readings(text: str, evidence: Evidence, *, with_person: bool = False) -> list[Reading]:
    """The readings, likeliest first; `with_person`: an address beside the words belongs to a person."""
    inner = unquoted(text)
    if (
        inner != text
        and (found := readings(inner, evidence, with_person=with_person))
        and _names_both(found[0], evidence)
    ):
        return found
    parts = cut(text)
    if not parts:
        return []
    hints = {"P": 3.0, "C": -1.0} if with_person else {}
    line = _Line(text, parts, evidence, hints, {})
    return sorted(_all(line), key=lambda it: -it.points)


def _torn(text: str) -> bool:
    """True for words with half a pair of parentheses: "Doe (Data", "Work) GmbH"."""
    closed, opened = text.find(")"), text.find("(")
    return (closed >= 0 and closed < (opened + 1 or len(text))) or opened > closed


def _names_both(reading: Reading, evidence: Evidence) -> bool:
    """True for a whole line that was copied with its quotes, "Jane Doe at Acme"; "Data at Work" is one name."""
    return bool(reading.person and reading.company) and evidence.person(reading.person or "") > 0


def close_calls(found: list[Reading]) -> list[Reading]:
    """The readings nearly as likely as the first that take another part for the person, at most two."""
    best, seen = found[0], {found[0].person}
    close: list[Reading] = []
    for other in found[1:]:
        if best.points - other.points < _CLOSE_CALL and other.person not in seen:
            seen.add(other.person)
            close.append(other)
    return close[:2]


def unquoted(text: str) -> str:
    """Without outer space and one pair of quotes around the whole."""
    text = text.strip()
    for left, right in ('""', "“”", "„“", "„”", "””", "«»", "「」", "''", "‘’"):
        inner = text[1:-1]
        if len(text) > 2 and text[0] == left and text[-1] == right and left not in inner and right not in inner:
            return inner.strip()
    return text


def _all(line: _Line) -> Iterator[Reading]:
    count = len(line.parts)
    for runs in range(1, min(3, count) + 1):
        for marks in combinations(range(1, count), runs - 1):
            bounds = list(zip((0, *marks), (*marks, count), strict=True))
            for roles in permutations("PCT", runs):
                if roles != ("T",):
                    yield _reading(line, bounds, roles)


def _reading(line: _Line, bounds: list[tuple[int, int]], roles: tuple[str, ...]) -> Reading:
    points = sum(line.points(a, b - 1, role) for (a, b), role in zip(bounds, roles, strict=True))
    for i in range(1, len(roles)):
        points += _ODD if line.opens_too_much(*bounds[i]) else 0
        points += _BETWEEN[line.parts[bounds[i][0]].joint].get(roles[i - 1] + roles[i], _ODD)
    said = {role: line.span(a, b - 1) for (a, b), role in zip(bounds, roles, strict=True)}
    points += line.hints.get("".join(sorted(said.keys() - {_TITLE})), 0) + _alone(line, roles)
    return Reading(said.get(_PERSON), said.get(_TITLE), said.get(_COMPANY), points)


def _alone(line: _Line, roles: tuple[str, ...]) -> float:
    """One word alone is a company; a joint that leads to a company was typed for one."""
    if roles[0] == _TITLE and roles[1:2] != (_PERSON,) and not is_title(line.span(0, 0)):
        return 1.5 * _ODD
    if len(line.parts) == 1 and roles == (_COMPANY,):
        if line.parts[0].joint is Joint.AT:
            return 3.0
        return 3.0 if len(line.span(0, 0).split()) == 1 and not line.hints else 0.0
    return 0.0

"""Ways in: true relationships, each graded by its weakest link (product.md law 4, writer.md 6.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.briefing.merge import age
from bot.briefing.warmth import CONVERSATIONS, WAY_IN, WINDOWS
from bot.model import Fact, Kind, Prospect, Role, Topic

SAID_SO = 0.92  # a colleague confirmed it, or had a real conversation (.90–.95)
TALKED = 0.90
OVERLAP = 0.75
HINT = 0.30  # a bare connection, or years unknown: never enough
DENIED = 0.95  # how much "I do not know them" weighs against a likely or possible way
SMALL, MIDDLE = 200, 1_000  # people: in a larger company an overlap alone says little


class Grade(StrEnum):
    """How sure a path is."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Path:
    """A way to the person, with the fact that shows it."""

    fact: Fact
    grade: Grade
    strength: float

    @property
    def turned(self) -> bool:
        """Whether it is strong and fresh enough to count."""
        return self.strength >= WAY_IN - 1e-9


def paths(prospect: Prospect, facts: Sequence[Fact], today: date) -> list[Path]:
    """Every way to this person, strongest first."""
    if prospect.person is None:
        return []
    mine = [fact for fact in facts if fact.subject == prospect.person.id]
    denied = {f.others.get(Role.COLLEAGUE, "").casefold() for f in mine if _denies(f)}
    found = [_path(fact, today) for fact in mine if _is_a_way(fact) and not _denies(fact)]
    found = [
        _doubted(path) if path.fact.others.get(Role.COLLEAGUE, "").casefold() in denied else path for path in found
    ]
    return sorted(found, key=lambda path: (-path.strength, path.fact.key, path.fact.source.url or ""))


def _is_a_way(fact: Fact) -> bool:
    return fact.kind is Kind.RELATION or _conversation(fact)


def _denies(fact: Fact) -> bool:
    """Whether a colleague was asked, and said that they do not know them."""
    return fact.kind is Kind.RELATION and isinstance(fact.value, Mapping) and bool(fact.value.get("denied"))


def _doubted(path: Path) -> Path:
    """The same colleague says that they do not know them: what records say of the two hardly counts."""
    kept = path.strength if path.grade is Grade.CONFIRMED else path.strength * (1 - DENIED)
    return replace(path, strength=kept)


def _conversation(fact: Fact) -> bool:
    return fact.kind is Kind.HISTORY and fact.others.get(Role.OUTCOME, "").casefold() in CONVERSATIONS


def _path(fact: Fact, today: date) -> Path:
    extra: Mapping[str, object] = fact.value if isinstance(fact.value, Mapping) else {}
    if fact.kind is Kind.HISTORY:
        return Path(fact, Grade.CONFIRMED, TALKED * fact.confidence * _fade(age(fact.happened, today), Topic.TOUCH))
    if extra.get("confirmed_by"):
        days = age(fact.seen or fact.published, today)
        return Path(fact, Grade.CONFIRMED, SAID_SO * fact.confidence * _fade(days, Topic.KNOWS))
    if fact.topic is Topic.WORKED_TOGETHER and fact.happened and fact.ended:
        months = (fact.ended.on - fact.happened.on).days / 30.44
        overlap = OVERLAP * min(1.0, max(0.0, months) / 12) * _size(extra.get("size")) * fact.confidence
        return Path(fact, Grade.LIKELY, overlap * _fade(age(fact.ended, today), Topic.WORKED_TOGETHER))
    return Path(fact, Grade.POSSIBLE, HINT * fact.confidence)


def _size(people: object) -> float:
    """How much an overlap says in a company of that many people."""
    if not isinstance(people, int | float):
        return 0.4
    return 1.0 if people <= SMALL else 0.75 if people <= MIDDLE else 0.4


def _fade(days: int | None, topic: Topic) -> float:
    return 0.4 if days is None else 0.5 ** (days / WINDOWS[topic])

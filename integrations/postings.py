"""Open roles, whichever board they stand on, and the facts they make."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from functools import lru_cache

from bot.model import Day, Fact, Kind, Quantity, Role, Source, Topic
from bot.model.outside import slot

WINDOW = timedelta(days=60)  # a role first published earlier is no news (sources.md 3.4)
BURST = timedelta(days=30)
MANY = 3  # roles of one department within BURST are more than ordinary turnover
WORTH = 0.7
BACKGROUND = 0.4
TITLE_LIMIT = 80  # writer.md 4.1
LEADERS_SHOWN = 2
GROUPS_SHOWN = 3
SENTENCE = re.compile(r"[?!\"“”@=*`~^\\]|\.$")  # what no title of a role needs, and a message does
LEADERSHIP = re.compile(
    r"(?:(?:senior|executive|group|global|regional|interim)\s+)*"
    r"(?:head\s+of|[se]?vp|vice\s+president|chief(?!\s+of\s+staff)|c[eftimorp]o)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Posting:
    """One open role. `opened` is the day (UTC) it was first published; None when the board does not say."""

    title: str  # cleaned; "" when it cannot be a title
    department: str  # cleaned; "" when unknown
    opened: date | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Board:
    """A board that is known to be the company's: its page as the source, and how sure we are, 0 to 1."""

    company: str  # the subject's id
    source: Source
    confidence: float
    complete: bool = True  # False: there are more roles than were read

    @property
    def today(self) -> date:
        """The day (UTC) the board was read."""
        return self.source.read_at.astimezone(UTC).date()


def posting(title: str | None, department: str | None, opened: date | None, url: str | None) -> Posting:
    """Clean what a board says of one role."""
    return Posting(title=_words(title), department=_words(department), opened=opened, url=url)


@lru_cache(maxsize=4_096)  # a board says the same titles and departments at each reading
def _words(text: str | None) -> str:
    narrow = slot(text or "", TITLE_LIMIT) or ""
    return "" if SENTENCE.search(narrow) else narrow


def hiring_facts(postings: Sequence[Posting], board: Board) -> tuple[Fact, ...]:
    """At most six facts: how many roles are open, leadership roles, and roles by department, of the last 60 days."""
    if not postings:
        return ()
    recent = [it for it in postings if it.opened and timedelta(0) <= board.today - it.opened <= WINDOW]
    leaders = _leaders(recent)
    groups = [_group(roles, board) for roles in _departments(recent, leaders)]
    groups.sort(key=lambda fact: (-fact.weight, -(fact.amount.number if fact.amount else 1)))
    told = {fact.key: fact for fact in (_role(it, board, WORTH) for it in leaders[:LEADERS_SHOWN])}
    others = [fact for fact in groups if fact.key not in told]
    return (_open_roles(len(postings), board), *told.values(), *others[:GROUPS_SHOWN])


def is_leadership(title: str) -> bool:
    """Whether the title opens as a head of something does; an assistant to one does not."""
    return bool(LEADERSHIP.match(title))


def _leaders(recent: Iterable[Posting]) -> list[Posting]:
    """Leadership roles, newest first, one for each title: the same role is often posted once per city."""
    once: dict[str, Posting] = {}
    for it in sorted(recent, key=_opened, reverse=True):
        if is_leadership(it.title):
            once.setdefault(it.title.casefold(), it)
    return list(once.values())


def _departments(recent: Iterable[Posting], leaders: Sequence[Posting]) -> list[list[Posting]]:
    """Recent roles by department; a department whose only role is told as a leadership role is left out."""
    groups: dict[str, list[Posting]] = {}
    for it in recent:
        groups.setdefault(it.department.casefold(), []).append(it)
    told = set(leaders[:LEADERS_SHOWN])
    return [roles for roles in groups.values() if not set(roles) <= told]


def _group(roles: Sequence[Posting], board: Board) -> Fact:
    """What one department opened in the last 30 days; when nothing, in the last 60, as background."""
    fresh = [it for it in roles if it.opened and board.today - it.opened <= BURST]
    counted = sorted(fresh or roles, key=_opened, reverse=True)
    newest, number = counted[0], len(counted)
    if number == 1 and newest.title:
        return _role(newest, board, BACKGROUND)
    fact = _event(newest, board, WORTH if len(fresh) >= MANY else BACKGROUND)
    return replace(
        fact,
        key=f"event.hiring.department.{newest.department.casefold() or 'any'}",
        source=board.source,
        amount=Quantity(number, "roles"),
        value={"days": (BURST if fresh else WINDOW).days},
    )


def _role(it: Posting, board: Board, weight: float) -> Fact:
    fact = _event(it, board, weight)
    return replace(fact, others={**fact.others, Role.TITLE: it.title}, key=f"event.hiring.role.{it.title.casefold()}")


def _event(it: Posting, board: Board, weight: float) -> Fact:
    day = Day(it.opened) if it.opened else None
    source = replace(board.source, url=it.url or board.source.url, title=it.title or board.source.title)
    return Fact(
        kind=Kind.EVENT,
        topic=Topic.HIRING,
        subject=board.company,
        source=source,
        key="event.hiring",
        others={Role.DEPARTMENT: it.department} if it.department else {},
        happened=day,
        published=day,
        dated="published",
        confidence=board.confidence,
        weight=weight,
    )


def _open_roles(number: int, board: Board) -> Fact:
    return Fact(
        kind=Kind.COMPANY,
        topic=Topic.OPEN_ROLES,
        subject=board.company,
        source=board.source,
        key="company.open_roles",
        amount=Quantity(number, "roles", "exact" if board.complete else "over"),
        seen=Day(board.today),
        dated="seen",
        confidence=board.confidence,
    )


def _opened(it: Posting) -> date:
    return it.opened or date.min

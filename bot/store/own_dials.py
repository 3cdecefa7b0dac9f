"""A rep's own dials, counted in the database along an index of their own; who asks is the only rep asked about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Executable, Float, case, func, select, text, type_coerce

from bot.store.engine import Database, on_one_core
from bot.store.nouns import touch
from bot.store.numbering import CONNECT, CONVERSATION, MEETING
from bot.store.yields import Sums, Window, products

STEPS = (
    ("dials", "connects"),
    ("connects", "conversations"),
    ("conversations", "meetings"),
    ("dials", "meetings"),
    ("logged", "briefed"),
)
REACHED = (CONNECT, CONVERSATION, MEETING)


@dataclass(frozen=True, slots=True)
class OwnTallies:
    """Of one rep: ripe prospects by how far their own dials got, and their dials of the window, step by step."""

    prospects: Sequence[int]  # dialled, connected, conversation, meeting: each among the ones before
    ripening: int  # prospects of the window that have not had their time
    steps: Sequence[Sums]  # as STEPS: of the first, so many the second


class OwnDials:
    """Counts over touch_by_rep. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def tally(self, team: str, rep: str, window: Window) -> OwnTallies:
        """Count what one rep dialled; what was undone never counts."""
        async with self._database.reading() as db:
            await on_one_core(db)
            row = [int(value or 0) for value in (await db.execute(own(team, rep, window))).one()]
        ripe, ripening, sums = row[: len(REACHED) + 1], row[len(REACHED) + 1], row[len(REACHED) + 2 :]
        return OwnTallies(ripe, ripening, [_sums(sums[at : at + 6]) for at in range(0, len(sums), 6)])


def own(team: str, rep: str, window: Window) -> Executable:
    """Everything of one rep in one pass over touch_by_rep, in its order."""
    one = _one_by_one(team, rep, window)
    fresh = one.c.first >= window.since.timestamp()
    ripe = one.c.first < window.ripe.timestamp()
    reached = (func.sum(case((fresh & ripe & (one.c.depth >= depth), 1), else_=0)) for depth in (0, *REACHED))
    ripening = func.sum(case((fresh & ~ripe, 1), else_=0))
    return select(*reached, ripening, *(each for of, n in STEPS for each in products(one.c[of], one.c[n])))


def _one_by_one(team: str, rep: str, window: Window) -> Any:  # noqa: ANN401 (a subquery of SQLAlchemy's)
    """Each prospect this rep dialled: when first, how far it got, and what the window holds."""
    at, here = type_coerce(touch.c.at, Float), touch.c.warmth.is_not(None)
    connects, conversations, meetings = (touch.c.depth >= depth for depth in REACHED)
    counted: dict[str, ColumnElement[bool]] = {
        "dials": touch.c.attempt.is_not(None),
        "connects": connects,
        "conversations": conversations,
        "meetings": meetings,
        "logged": here,
        "briefed": here & touch.c.briefed,
    }
    during = at >= window.since.timestamp()
    return (
        select(
            func.min(at).label("first"),
            func.max(touch.c.depth).label("depth"),
            *(func.count(case((during & which, 1))).label(name) for name, which in counted.items()),
        )
        .where(touch.c.team == team, touch.c.rep == rep, text("attempt IS NOT NULL"))
        .group_by(touch.c.prospect)
        .subquery()
    )


def _sums(six: Sequence[int]) -> Sums:
    return Sums("", *six)

"""Prospecting: what a day or a week came to, counted in the database; no touch is ever loaded for it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    ColumnElement,
    Executable,
    Float,
    Subquery,
    and_,
    case,
    func,
    not_,
    or_,
    select,
    text,
    type_coerce,
)

from bot.store.engine import Database, on_one_core
from bot.store.intel import intel
from bot.store.nouns import follow_up, touch
from bot.store.numbering import CONNECT, CONVERSATION, MEETING
from bot.store.yields import Sums, products

WARM = 2  # turned keys


@dataclass(frozen=True, slots=True)
class Dials:
    """The dials of a time. Each is a step, added up over prospects: `of` tries, of which `n` went on."""

    connect: Sums  # connects of dials
    converse: Sums  # conversations of connects
    meet: Sums  # meetings of conversations


@dataclass(frozen=True, slots=True)
class Prospected:
    """A time beside the time before it; of both together, conversations of dials made warm, and made cold."""

    now: Dials
    before: Dials
    warm: Sums
    cold: Sums  # where the warmth is not known it is neither


@dataclass(frozen=True, slots=True)
class Owed:
    """What somebody has promised and not kept: how many, and since when."""

    rep: str
    name: str
    count: int
    since: datetime


class Prospecting:
    """Counts over touches, follow-ups and intel. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def dials(self, team: str, before: datetime, since: datetime, until: datetime) -> Prospected:
        """What the dials from `since` until `until` came to, and those from `before` on; nothing undone counts."""
        async with self._database.reading() as db:
            await on_one_core(db)
            row = [int(value or 0) for value in (await db.execute(dialled(team, before, since, until))).one()]
        sums = [Sums("", *row[at * 6 : at * 6 + 6]) for at in range(len(row) // 6)]
        return Prospected(Dials(*sums[:3]), Dials(*sums[3:6]), *sums[6:])

    async def hours(self, team: str, since: datetime, until: datetime) -> Sequence[tuple[int, int, int]]:
        """Hour on the caller's clock, dials and connects."""
        async with self._database.reading() as db:
            await on_one_core(db)
            rows = (await db.execute(by_hour(team, since, until))).all()
        return [(int(row[0]), int(row[1]), int(row[2])) for row in rows if row[0] is not None]

    async def owed(self, team: str, now: datetime) -> Sequence[Owed]:
        """Open promises that are due, by owner, in the order of their names."""
        async with self._database.reading() as db:
            rows = (await db.execute(promised(team, now))).all()
        return [
            Owed(rep, name, int(count), datetime.fromtimestamp(float(first), UTC)) for rep, name, count, first in rows
        ]

    async def touched(self, team: str, companies: Collection[str], since: datetime) -> Mapping[str, datetime]:
        """Of these companies (as in a Whom's key, behind the bar) those that somebody has touched since, and when."""
        if not companies:
            return {}
        async with self._database.reading() as db:
            rows = (await db.execute(reached(team, companies, since, db.dialect.name))).all()
        return {str(row.account): datetime.fromtimestamp(row.last, UTC) for row in rows}

    async def heard(self, team: str, since: datetime, now: datetime, limit: int) -> Sequence[str]:
        """The ids of intel saved since then that still holds and was not said in private, newest first."""
        holds = and_(intel.c.ended_at.is_(None), or_(intel.c.expires.is_(None), intel.c.expires > now))
        public = or_(intel.c.private.is_(False), intel.c.shared.is_(True))
        asked = select(intel.c.id).where(intel.c.team == team, intel.c.saved_at >= since, holds, public)
        async with self._database.reading() as db:
            return list((await db.execute(asked.order_by(intel.c.saved_at.desc()).limit(limit))).scalars())


_REACHED = {"connects": CONNECT, "conversations": CONVERSATION, "meetings": MEETING}
_talked, _warm = touch.c.depth >= CONVERSATION, touch.c.warmth >= WARM
_COUNTED: dict[str, ColumnElement[bool]] = {
    "dials": touch.c.attempt.is_not(None),
    **{name: touch.c.depth >= depth for name, depth in _REACHED.items()},
    "warm": _warm,
    "warm_talks": and_(_warm, _talked),
    "cold": touch.c.warmth < WARM,
    "cold_talks": and_(touch.c.warmth < WARM, _talked),
}
_STEPS = (("dials", "connects"), ("connects", "conversations"), ("conversations", "meetings"))
_WARMTH = (("warm", "warm_talks"), ("cold", "cold_talks"))
_stays, _dial = text("undone_at IS NULL"), text("attempt IS NOT NULL")  # as the indexes of yields say it


def dialled(team: str, before: datetime, since: datetime, until: datetime) -> Executable:
    """One pass over touch_by_cohort, in its order, so that nothing is sorted."""
    is_now = touch.c.at >= since
    counted = {
        f"{name}_{when}": func.sum(case((and_(which, there), 1), else_=0))
        for name, which in _COUNTED.items()
        for when, there in (("now", is_now), ("before", not_(is_now)))
    }
    one = (
        select(*(counts.label(name) for name, counts in counted.items()))
        .where(touch.c.team == team, _stays, _dial, _during(before, until))
        .group_by(touch.c.prospect)
        .subquery()
    )
    pairs = [(one.c[f"{of}_{when}"], one.c[f"{n}_{when}"]) for when in ("now", "before") for of, n in _STEPS]
    pairs += [(_both(one, of), _both(one, n)) for of, n in _WARMTH]
    return select(*(each for of, n in pairs for each in products(of, n)))


def by_hour(team: str, since: datetime, until: datetime) -> Executable:
    """Dials and connects of each hour."""
    connects = func.sum(case((touch.c.depth >= CONNECT, 1), else_=0))
    during = touch.c.team == team, _dial, _during(since, until)
    return select(touch.c.hour, func.count(), connects).where(*during).group_by(touch.c.hour).order_by(touch.c.hour)


def promised(team: str, now: datetime) -> Executable:
    """Open promises that are due, by owner."""
    counted = func.max(follow_up.c.rep_name).label("name"), func.count().label("count")
    return (
        select(follow_up.c.rep, *counted, func.min(type_coerce(follow_up.c.due, Float)).label("since"))
        .where(follow_up.c.team == team, follow_up.c.state == "open", follow_up.c.due < now)
        .group_by(follow_up.c.rep)
        .order_by(text("name"), follow_up.c.rep)
    )


def reached(team: str, companies: Collection[str], since: datetime, dialect: str) -> Executable:
    """Of these companies those touched since, along touch_at."""
    company = _behind_the_bar(dialect)
    asked = select(company.label("account"), func.max(type_coerce(touch.c.at, Float)).label("last"))
    during = touch.c.team == team, _stays, touch.c.at >= since
    return asked.where(*during, company.in_(companies)).group_by(text("account"))


def _during(since: datetime, until: datetime) -> ColumnElement[bool]:
    """Said so that no database reads `touch_at` or the whole table, and then sorts: see `_recent` of the yields."""
    return case((and_(touch.c.at >= since, touch.c.at < until), 1)).is_not(None)


def _both(one: Subquery, name: str) -> ColumnElement[int]:
    return one.c[f"{name}_now"] + one.c[f"{name}_before"]


def _behind_the_bar(dialect: str) -> ColumnElement[str]:
    key = touch.c.prospect
    if dialect == "sqlite":
        return func.substr(key, func.instr(key, "|") + 1)
    return func.split_part(key, "|", 2)

"""Yields: what the touches add up to, counted in the database; no touch is ever loaded for it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Float,
    Integer,
    and_,
    case,
    cast,
    func,
    literal,
    select,
    text,
    true,
    type_coerce,
)
from sqlalchemy import union_all as joined

from bot.store.engine import Database, on_one_core
from bot.store.nouns import touch
from bot.store.numbering import BITS, CONNECT, CONVERSATION, MEETING

HOURS = 24
DAWN = datetime(1, 1, 2, tzinfo=UTC)  # a window that begins before every touch need not be looked at row by row


@dataclass(frozen=True, slots=True)
class Window:
    """Which touches a yield is about. Quarters are told apart by a prospect's first touch."""

    since: datetime  # prospects first touched, and dials made, from here on
    ripe: datetime  # prospects first touched before this have had their time
    quarter: datetime  # the newest ripe quarter begins
    before: datetime  # the quarter before it begins


@dataclass(frozen=True, slots=True)
class Cohort:
    """Prospects that began alike, and how far they got, ever."""

    asked: bool  # first touched within the window
    ripe: bool
    quarter: int  # 2 the newest ripe one, 1 the one before, 0 earlier (or not ripe)
    warmth: int | None  # at the first dial; None: not known
    briefed: bool  # before the first dial
    touched: int
    dialled: int
    connected: int
    conversed: int
    met: int
    first: datetime  # the first touch of any of them


@dataclass(frozen=True, slots=True)
class Sums:
    """Dials that have a value in common, added up over prospects: `of` dials and `n` meetings, with their products."""

    value: str | int | bool
    of: int
    n: int
    of_of: int  # the sum of squares of the prospects' dials
    of_n: int
    n_n: int
    prospects: int


@dataclass(frozen=True, slots=True)
class Logged:
    """The dials that were logged here, whose warmth is known; an imported past is not among them."""

    briefed: Sums  # `n` with a brief of the prospect in the 24 hours before, `of` all
    meetings: int = 0
    first: datetime | None = None


NONE_LOGGED = Logged(Sums("", 0, 0, 0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Tallies:
    """Everything a yield is made of."""

    cohorts: Sequence[Cohort]
    attempt: Sequence[Sums]
    earlier: Sequence[Sums]
    hour: Sequence[Sums]
    trigger: Sequence[Sums]
    key: Sequence[Sums]
    logged: Logged = NONE_LOGGED


class Yields:
    """Counts over the table of touches. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def tally(self, team: str, window: Window) -> Tallies:
        """Count what a team did; what was undone never counts."""
        [(first,)] = await self._rows(select(func.min(touch.c.at)).where(touch.c.team == team))
        if first is None or window.since <= first:
            window = replace(window, since=DAWN)
        asked = (each(team, window) for each in (flags, cohorts, hours, triggers, attempts))
        by_flag, by_cohort, by_hour, by_trigger, by_attempt = await asyncio.gather(*map(self._rows, asked))
        flagged = [sums((name, *_six(by_flag[0], at))) for at, name in enumerate(FLAGS)]
        return Tallies(
            [_cohort(row) for row in by_cohort],
            [sums((row.value, row.m, row.y, row.m, row.y, row.y, row.m)) for row in by_attempt],
            [each for each in flagged[:2] if each.of],
            [sums(row) for row in by_hour if row[1]],
            [sums(row) for row in by_trigger],
            [each for each in flagged[2:] if each.of],
            _logged(by_flag[0]),
        )

    async def _rows(self, asked: Executable) -> Sequence[Any]:
        async with self._database.reading() as db:
            await on_one_core(db)
            return (await db.execute(asked)).all()


"""The statements of a tally run side by side; workers of each, and compiling the longest, would be in their way."""

_stays, _dial = text("undone_at IS NULL"), text("attempt IS NOT NULL")
MOST = 20  # bits: no prospect has a million dials
_dial_and_meeting = case((touch.c.depth == MEETING, 2**MOST + 1), else_=1)
_key = {name: touch.c.key_bits.op("&", return_type=Integer)(bit) != 0 for name, bit in BITS.items()}
FLAGS: dict[str | bool, ColumnElement[bool]] = {
    False: touch.c.earlier.is_(False),
    True: touch.c.earlier.is_(True),
    **_key,
}


def _recent(window: Window) -> ColumnElement[bool]:
    """From the window's beginning on.

    Said so that no database reads `touch_at` and then sorts everything: what lies in the order of prospects is worth
    more, however short the window. (PostgreSQL takes this for nearly always true, a comparison for true of a third.)
    """
    return true() if window.since == DAWN else case((touch.c.at >= window.since, 1)).is_not(None)


def cohorts(team: str, window: Window) -> Executable:
    """Prospects by how they began: one pass over touch_by_cohort, in its order."""
    one = _one_by_one(team, window)
    began = one.c.first
    ripe = case((began < window.ripe.timestamp(), 1), else_=0).label("ripe")
    quarter = case(
        (began >= window.ripe.timestamp(), 0),
        (began >= window.quarter.timestamp(), 2),
        (began >= window.before.timestamp(), 1),
        else_=0,
    ).label("quarter")
    asked = case((began >= window.since.timestamp(), 1), else_=0).label("asked")
    depths = {"dialled": 0, "connected": CONNECT, "conversed": CONVERSATION, "met": MEETING}
    reached = [func.sum(case((one.c.reached > depth, 1), else_=0)).label(name) for name, depth in depths.items()]
    counted = func.count().label("touched"), func.min(began).label("began")
    like = (asked, ripe, quarter, one.c.how)
    return select(*like, *counted, *reached).group_by(*(text(name) for name in ("asked", "ripe", "quarter", "how")))


def _one_by_one(team: str, window: Window) -> Any:  # noqa: ANN401 (a subquery of SQLAlchemy's)
    """Each prospect first touched late enough to matter: how it began, how far it got."""
    at = type_coerce(touch.c.at, Float)
    how = 2 * func.coalesce(touch.c.warmth, -1) + case((touch.c.briefed, 1), else_=0)
    return (
        select(
            func.min(at).label("first"),
            func.max(case((touch.c.attempt >= 1, touch.c.depth + 1), else_=0)).label("reached"),  # 0: never dialled
            func.max(case((touch.c.attempt == 1, how))).label("how"),  # warmth and whether briefed, at the first dial
        )
        .where(touch.c.team == team, _stays)
        .group_by(touch.c.prospect)
        .having(func.min(at) >= min(window.since, window.before).timestamp())
        .subquery()
    )


def attempts(team: str, window: Window) -> Executable:
    """Dials by attempt: a prospect has each number once, so that every dial is a cluster of its own."""
    met = func.count(case((touch.c.depth == MEETING, 1))).label("y")
    counted = touch.c.attempt.label("value"), func.count().label("m"), met
    return (
        select(*counted)
        .where(touch.c.team == team, _dial, _recent(window))
        .group_by(touch.c.attempt)
        .order_by(touch.c.attempt)
    )


def hours(team: str, window: Window) -> Executable:
    """Dials by hour, one hour after the other: each lies in touch_by_hour by prospect, so that nothing is sorted."""
    return joined(*(_summed(_each(team, window, touch.c.hour == hour), literal(hour)) for hour in range(HOURS)))


def triggers(team: str, window: Window) -> Executable:
    """Dials by what turned *why now*, where anything did."""
    one = (
        select(touch.c.trigger.label("value"), _both())
        .where(touch.c.team == team, _dial, text("\"trigger\" <> ''"), _recent(window))
        .group_by(touch.c.trigger, touch.c.prospect)
        .subquery()
    )
    return _summed(one, one.c.value).group_by(one.c.value).order_by(one.c.value)


def flags(team: str, window: Window) -> Executable:
    """Dials by what is either so or not, all of it in one more pass over touch_by_cohort.

    A pass of its own: beside the other one it takes half the time of both in one.
    """
    each = [_both(flag).label(f"both{at}") for at, flag in enumerate(FLAGS.values())]
    here = touch.c.warmth.is_not(None)  # a dial that was logged here
    logged = func.sum(case((and_(here, touch.c.briefed), 2**MOST + 1), (here, 1), else_=0)).label("logged")
    met = func.count(case((touch.c.depth == MEETING, touch.c.warmth))).label("met")
    first = func.min(case((here, type_coerce(touch.c.at, Float)))).label("first")
    asked = select(*each, logged, met, first).where(touch.c.team == team, _stays, _dial, _recent(window))
    one = asked.group_by(touch.c.prospect).subquery()
    pairs = [_apart(one.c[f"both{at}"]) for at in range(len(FLAGS))] + [_apart(one.c.logged)]
    added = [column for m, y in pairs for column in products(m, y)]
    return select(*added, func.sum(one.c.met).label("met"), func.min(one.c.first).label("began"))


def _both(flag: ColumnElement[bool] | None = None) -> ColumnElement[int]:
    """Dials and meetings of a prospect in one number: in SQLite each aggregate of each group is an allocation."""
    each = _dial_and_meeting if flag is None else case((flag, _dial_and_meeting), else_=0)
    return func.sum(each).label("both")


def _apart(both: ColumnElement[int]) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return both.op("&", return_type=Integer)(2**MOST - 1), both.op(">>", return_type=Integer)(MOST)


def _each(team: str, window: Window, which: ColumnElement[bool]) -> Any:  # noqa: ANN401 (a subquery of SQLAlchemy's)
    """Of each prospect: dials and meetings."""
    return (
        select(_both()).where(touch.c.team == team, which, _dial, _recent(window)).group_by(touch.c.prospect).subquery()
    )


def _summed(one: Any, value: Any) -> Any:  # noqa: ANN401 (all of it SQLAlchemy's)
    return select(value, *products(*_apart(one.c.both)))


def products(m: ColumnElement[int], y: ColumnElement[int]) -> list[ColumnElement[int]]:
    """What a Sums holds, added up over clusters of `m` with `y` meetings."""
    m, y = cast(m, Integer), cast(y, Integer)  # PostgreSQL adds up wide ones as decimals, four times as slowly
    rare = [case((y > 0, product)) for product in (m * y, y * y)]  # not even worked out where there was no meeting
    added = [func.coalesce(func.sum(product), 0) for product in (m, y, m * m, *rare)]
    return [*added, func.coalesce(func.sum(case((m > 0, 1), else_=0)), 0)]


def sums(row: Any) -> Sums:  # noqa: ANN401 (a row of SQLAlchemy's)
    """A value, and the six sums of products()."""
    of, n, of_of, of_n, n_n, of_prospects = _six(row[1:], 0)
    return Sums(row[0], of, n, of_of, of_n, n_n, of_prospects)


def _six(row: Sequence[int | None], at: int) -> list[int]:
    """The sums of the flag at this place."""
    return [int(value or 0) for value in row[at * 6 : at * 6 + 6]]


def _logged(row: Any) -> Logged:  # noqa: ANN401 (a row of SQLAlchemy's)
    of, n, *rest = _six(row, len(FLAGS))
    return Logged(Sums("", of, n, *rest), int(row.met or 0), row.began and datetime.fromtimestamp(row.began, UTC))


def _cohort(row: Any) -> Cohort:  # noqa: ANN401 (a row of SQLAlchemy's)
    warmth, briefed = divmod(-2 if row.how is None else row.how, 2)
    return Cohort(
        bool(row.asked),
        bool(row.ripe),
        row.quarter,
        None if warmth < 0 else warmth,
        bool(briefed),
        touched=row.touched,
        dialled=int(row.dialled),  # PostgreSQL's sums of whole numbers are Decimals or not, as it likes
        connected=int(row.connected),
        conversed=int(row.conversed),
        met=int(row.met),
        first=datetime.fromtimestamp(row.began, UTC),
    )

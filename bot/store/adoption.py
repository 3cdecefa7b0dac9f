"""Adoption: how many use Warmup, read a brief before they call, and keep what they promised; counts, never names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Column, Executable, Table, Text, case, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.nouns import follow_up, touch
from bot.store.tables import metadata

WEEKS = 4  # counted back from today
WEEK = timedelta(days=7)
KEPT = timedelta(days=35)  # a little more than those weeks
DAY = timedelta(days=1)

presence = Table(  # who did anything on which day (in UTC); kept for five weeks
    "presence",
    metadata,
    Column("team", Text, primary_key=True),
    Column("day", Text, primary_key=True),  # ISO: text compares like dates
    Column("person", Text, primary_key=True),
)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, both ends included, and how many people did anything in them."""

    first: date
    last: date
    people: int


@dataclass(frozen=True, slots=True)
class Uses:
    """What a yield's time holds of Warmup's use."""

    weeks: Sequence[Week]  # the newest first; the oldest may begin with the counting
    since: date | None  # the day counting people began, as far as it is kept; None: nobody yet
    briefs: int  # read before a call: at most one a day for each rep and prospect
    promised: int  # follow-ups whose day is over
    kept: int  # of those, done by the end of that day


class Adoption:
    """Counts over presence, touches and follow-ups. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def was_here(self, team: str, person: str, day: date) -> None:
        """Somebody did something on that day; what is older than five weeks goes."""
        insert = self._database.insert(presence).values(team=team, day=day.isoformat(), person=person)
        old = presence.delete().where(presence.c.team == team, presence.c.day < (day - KEPT).isoformat())

        async def write(db: AsyncConnection) -> None:
            if (await db.execute(insert.on_conflict_do_nothing().returning(presence.c.day))).first():
                await db.execute(old)

        await self._database.transact(write)

    async def uses(self, team: str, since: datetime, now: datetime) -> Uses:
        """Count them: people in the last weeks, briefs and promises since then."""
        today = now.astimezone(UTC).date()
        weeks = [Week(today - (n + 1) * WEEK + DAY, today - n * WEEK, 0) for n in range(WEEKS)]
        during = [case((presence.c.day.between(str(week.first), str(week.last)), presence.c.person)) for week in weeks]
        people = select(func.min(presence.c.day), *(func.count(each.distinct()) for each in during))
        over = follow_up.c.state == "done", (follow_up.c.state == "open") & (follow_up.c.due < now - DAY)
        due = follow_up.c.team == team, follow_up.c.due >= since, follow_up.c.due <= now
        told = follow_up.c.kept.is_not(None)
        promised = select(
            func.count(case((over[0] & told, 1), (over[1], 1))), func.count(case((over[0] & follow_up.c.kept, 1)))
        )
        async with self._database.reading() as db:
            began, *counts = (await db.execute(people.where(presence.c.team == team))).one()
            promises, kept = (await db.execute(promised.where(*due))).one()
            read = (await db.execute(briefs(team, since))).scalar_one()
        first = date.fromisoformat(began) if began else None
        counted = zip(weeks, counts, strict=True)
        known = [Week(max(w.first, first), w.last, n) for w, n in counted if first and w.last >= first]
        return Uses(known, first, read, promises, kept)


def briefs(team: str, since: datetime) -> Executable:
    """How many were read before a call, along the index of only those dials."""
    return select(func.count()).where(touch.c.team == team, text("prepared IS NOT NULL"), touch.c.at >= since)

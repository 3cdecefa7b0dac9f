"""Digests: a schedule for each channel, and the job of its next turn, written in one transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import Boolean, Column, Integer, Row, Table, Text, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.changes import NO_BODY
from bot.store.engine import Database
from bot.store.jobs import NewJob, row_of
from bot.store.tables import Moment, job, metadata, plain

KIND = "digest"

digest = Table(
    "digest",
    metadata,
    Column("team", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),  # on the wall there: "08:30"
    Column("zone", Text, nullable=False),
    Column("weekdays", Text, nullable=False),  # "01234": Monday is 0
    Column("week", Boolean, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_by_name", Text, nullable=False),
    Column("turn", Integer, nullable=False),  # part of its job's key: each turn is one job
    Column("due", Moment),  # null: turned off
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a digest comes to a channel, on the clock on the wall in its zone."""

    team: str
    channel: str
    place: str  # as chat writes a Place
    name: str  # what people call the channel; "" for where it was asked
    at: time
    zone: str  # IANA
    weekdays: frozenset[int]  # Monday is 0
    week: bool  # of the last seven days; else of the last working day
    made_by: str
    made_by_name: str
    turn: int = 0
    due: datetime | None = None  # None: turned off


class Digests:
    """The table of schedules. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def plan(self, new: Schedule, due: datetime, now: datetime) -> Schedule:
        """Set a channel's schedule and its next turn; what was planned there before is withdrawn."""

        async def write(db: AsyncConnection) -> Schedule:
            old = await _there(db, new.team, new.channel)
            planned = replace(new, turn=old.turn + 1 if old else 0, due=due)
            if old:
                await _withdraw(db, old, now)
            row = _row_of(planned)
            insert = self._database.insert(digest).values(row)
            await db.execute(insert.on_conflict_do_update(index_elements=["team", "channel"], set_=row))
            await self._due(db, planned, due)
            return planned

        made = await self._database.transact(write)
        self._database.due()
        return made

    async def ended(self, team: str, channel: str, turn: int, due: datetime) -> Schedule | None:
        """A turn has come to its end: plan the next; None: it was planned anew, turned off or ended before."""

        async def write(db: AsyncConnection) -> Schedule | None:
            old = await _there(db, team, channel)
            if old is None or old.due is None or old.turn != turn:
                return None
            new = replace(old, turn=turn + 1, due=due)
            await db.execute(_one(team, channel).values(turn=new.turn, due=due))
            await self._due(db, new, due)
            return new

        made = await self._database.transact(write)
        self._database.due()
        return made

    async def turn_off(self, team: str, channel: str, now: datetime) -> Schedule | None:
        """No more of it; None: there is none, or it was off before."""

        async def write(db: AsyncConnection) -> Schedule | None:
            old = await _there(db, team, channel)
            if old is None or old.due is None:
                return None
            await _withdraw(db, old, now)
            await db.execute(_one(team, channel).values(due=None))
            return replace(old, due=None)

        return await self._database.transact(write)

    async def find(self, team: str, channel: str) -> Schedule | None:
        """A channel's schedule, also one that is turned off."""
        async with self._database.reading() as db:
            return await _there(db, team, channel, hold=False)

    async def _due(self, db: AsyncConnection, planned: Schedule, due: datetime) -> None:
        new = NewJob(KIND, planned.team, job_key(planned), {"channel": planned.channel, "turn": planned.turn}, due)
        await db.execute(self._database.insert(job).values({**row_of(new), "next_at": due, "state": "waiting"}))


def job_key(planned: Schedule) -> str:
    """The key of the job that shows it at its present turn."""
    return f"{KIND}:{planned.channel}:{planned.turn}"


async def _there(db: AsyncConnection, team: str, channel: str, *, hold: bool = True) -> Schedule | None:
    """The schedule; held until the transaction ends when it is to be changed."""
    wanted = select(digest).where(digest.c.team == team, digest.c.channel == channel)
    row = (await db.execute(wanted.with_for_update() if hold else wanted)).first()
    return _schedule_of(row) if row else None


async def _withdraw(db: AsyncConnection, old: Schedule, now: datetime) -> None:
    """Cancel the job that still waits; one that is being shown sees by its turn what has changed."""
    waiting = (job.c.team == old.team, job.c.key == job_key(old), job.c.state == "waiting")
    ended = {"state": "cancelled", "next_at": None, "ended_at": now, "body": NO_BODY}
    await db.execute(update(job).where(*waiting).values(**ended))


def _one(team: str, channel: str) -> Any:  # noqa: ANN401 (an UPDATE of SQLAlchemy)
    return update(digest).where(digest.c.team == team, digest.c.channel == channel)


def _row_of(new: Schedule) -> dict[str, object]:
    return {
        "team": new.team,
        "channel": new.channel,
        "place": new.place,
        "name": plain(new.name),
        "at": f"{new.at:%H:%M}",
        "zone": new.zone,
        "weekdays": "".join(map(str, sorted(new.weekdays))),
        "week": new.week,
        "made_by": new.made_by,
        "made_by_name": plain(new.made_by_name),
        "turn": new.turn,
        "due": new.due,
    }


def _schedule_of(row: Row[Any]) -> Schedule:
    return Schedule(
        team=row.team,
        channel=row.channel,
        place=row.place,
        name=row.name,
        at=time.fromisoformat(row.at),
        zone=row.zone,
        weekdays=frozenset(map(int, row.weekdays)),
        week=row.week,
        made_by=row.made_by,
        made_by_name=row.made_by_name,
        turn=row.turn,
        due=row.due,
    )

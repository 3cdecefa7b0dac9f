"""Jobs: every promise is one row, from accepted or scheduled to done."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Row, Text, bindparam, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate, Update

from bot.errors import NotStored
from bot.store import changes
from bot.store.changes import Change
from bot.store.engine import Database
from bot.store.groups import Groups
from bot.store.tables import Moment, job, plain

OPEN = ("waiting", "claimed", "posting")
LONGEST = 2000  # bytes of team and key together: PostgreSQL's index refuses a row of more than 2,704


@dataclass(frozen=True, slots=True)
class Job:
    """A row as it was when it was read. `owner` is the fence: only its holder may write to it."""

    id: int
    kind: str
    team: str
    key: str
    body: Mapping[str, object]
    due: datetime
    state: str  # waiting, claimed, posting, done, dead, cancelled
    owner: str | None
    attempts: int
    first_sent: datetime | None
    ts: str | None  # the message that stands for it; while it is posting perhaps only where that goes
    error: str | None = None


COLUMNS = [job.c[field.name] for field in fields(Job)]


@dataclass(frozen=True, slots=True)
class NewJob:
    """A promise to be kept once: `key` is unique within the team. `body` holds what JSON can hold."""

    kind: str
    team: str
    key: str
    body: Mapping[str, object]
    due: datetime


class Jobs:
    """The table of jobs. Every method raises NotStored when the database cannot be asked."""

    def __init__(self, database: Database) -> None:
        """Start the task that writes what happens to claimed jobs, many in one commit."""
        self._database = database
        self._changes: Groups[Change, bool] = Groups(database, changes.apply, lambda change: (change.job_id,))

    @property
    def alive(self) -> bool:
        """Whether changes are still being written."""
        return self._changes.alive

    async def close(self) -> None:
        """Write the changes in the air."""
        await self._changes.close()

    async def schedule(self, new: NewJob) -> bool:
        """Promise it, or move what still waits under this key; False: being sent or over, so say so."""
        row = {**row_of(new), "next_at": new.due, "state": "waiting"}
        insert = self._database.insert(job).values(row)
        moved = {name: insert.excluded[name] for name in ("kind", "body", "due", "next_at")}
        statement = insert.on_conflict_do_update(
            index_elements=["team", "key"], set_={**moved, "attempts": 0, "error": None}, where=job.c.state == "waiting"
        ).returning(job.c.id)

        async def write(db: AsyncConnection) -> bool:
            return (await db.execute(statement)).first() is not None

        return self._due(made=await self._database.transact(write))

    async def cancel(self, team: str, key: str, now: datetime) -> bool:
        """Withdraw it; False: there is none, or somebody has it already."""
        ended = {"state": "cancelled", "next_at": None, "ended_at": now, "body": changes.NO_BODY}
        return await self._change_one(_named(team, key, "waiting").values(**ended))

    async def claim(
        self, me: str, now: datetime, until: datetime, n: int, kinds: Collection[str] | None = None
    ) -> list[Job]:
        """Take at most `n` jobs that are due, or whose owner's lease is over; mine until `until`. By due time."""
        statement = claiming(None if kinds is None else frozenset(kinds))
        values = {"me": me, "now": now, "until": until, "n": n}

        async def write(db: AsyncConnection) -> list[Job]:
            return [job_of(row) for row in (await db.execute(statement, values)).all()]

        return sorted(await self._database.transact(write), key=lambda one: (one.due, one.id))

    async def renew(self, me: str, ids: Collection[int], until: datetime) -> set[int]:
        """Keep these until `until`; the ids that are still mine. What has ended is never revived."""
        mine = update(job).where(job.c.id.in_(ids), job.c.owner == me, job.c.next_at.is_not(None))

        async def write(db: AsyncConnection) -> set[int]:
            return set((await db.execute(mine.values(next_at=until).returning(job.c.id))).scalars())

        return await self._database.transact(write) if ids else set()

    async def release(self, me: str, ids: Collection[int], now: datetime) -> None:
        """Give back at once what nothing has left the house for; what is `posting` waits for the end of its lease."""
        mine = update(job).where(job.c.id.in_(ids), job.c.owner == me, job.c.state == "claimed")
        back = mine.values(state="waiting", owner=None, next_at=now, attempts=job.c.attempts - 1)
        self._due(made=await self._change_one(back))

    async def posting(self, given: Job, now: datetime, *, until: datetime | None = None, ts: str | None = None) -> bool:
        """About to send something that cannot be unsent; False: no longer mine, so do not send.

        `until` is the new end of the lease, `ts` says where it goes, so that whoever takes over looks there.
        """
        return await self._change(given, changes.POSTING, at=now, until=until, words=ts and plain(ts))

    async def posted(self, given: Job, ts: str) -> bool:
        """Remember the message that stands for it; the job goes on. False: no longer mine."""
        return await self._change(given, changes.POSTED, words=plain(ts))

    async def done(self, given: Job, now: datetime, ts: str | None = None) -> bool:
        """It is over; the body is emptied. False: no longer mine."""
        return await self._change(given, changes.DONE, at=now, words=plain(ts) if ts else None)

    async def done_all(self, me: str, ids: Sequence[int], now: datetime) -> set[int]:
        """All of these are over, and no message stands for them; those that were still mine. In one statement."""
        try:
            await self._database.transact(lambda db: changes.done_all(db, me, ids, now))
        except changes.NotAll:  # seldom; having each named in every statement costs a third of it
            return await self._database.transact(lambda db: changes.done_of(db, me, ids, now))
        return set(ids)

    async def wait(self, given: Job, later: datetime, *, look: bool = False, counted: bool = True) -> bool:
        """Try again at `later`. False: no longer mine.

        `look` keeps the state `posting`: whoever takes it looks before sending again. Not `counted`: it was no failure.
        """
        change = changes.WAIT_AND_LOOK if look else changes.WAIT
        return await self._change(given, change, at=later, uncounted=int(not counted))

    async def bury(self, given: Job, error: str, now: datetime) -> bool:
        """Give up; a person decides (retry, drop), so the body stays. False: no longer mine."""
        return await self._change(given, changes.BURY, at=now, words=plain(error))

    async def next_at(self, kinds: Collection[str] | None = None) -> datetime | None:
        """When somebody must look next, at jobs of any kind or of these; None when nothing is open."""
        asked = select(job.c.next_at).where(job.c.next_at.is_not(None)).order_by(job.c.next_at).limit(1)
        if kinds is not None:
            asked = asked.where(job.c.kind.in_(kinds))
        async with self._database.reading() as db:
            return (await db.execute(asked)).scalar()

    async def find(self, team: str, key: str) -> Job | None:
        """The team's job of this key, whatever its state."""
        async with self._database.reading() as db:
            row = (await db.execute(select(*COLUMNS).where(job.c.team == team, job.c.key == key))).first()
        return job_of(row) if row else None

    async def called(self, key: str) -> list[Job]:
        """The jobs of this key, of whatever team: for the administrator only."""
        async with self._database.reading() as db:
            return [
                job_of(row) for row in await db.execute(select(*COLUMNS).where(job.c.key == key).order_by(job.c.team))
            ]

    async def dead(self, team: str | None = None, limit: int = 100) -> list[Job]:
        """What was given up, newest first; of every team only for the machinery and its administrator."""
        asked = select(*COLUMNS).where(job.c.state == "dead").order_by(job.c.ended_at.desc()).limit(limit)
        async with self._database.reading() as db:
            return [job_of(row) for row in await db.execute(asked if team is None else asked.where(job.c.team == team))]

    async def retry(self, team: str, key: str, now: datetime) -> bool:
        """Try a dead job again from the start; where something may have been sent, whoever takes it looks first."""
        state = case((job.c.first_sent.is_not(None), "posting"), else_="waiting")
        again = {"next_at": now, "attempts": 0, "owner": None, "error": None, "ended_at": None}
        return self._due(made=await self._change_one(_named(team, key, "dead").values(state=state, **again)))

    async def drop(self, team: str, key: str, now: datetime) -> bool:
        """Decide that a dead job stays undone."""
        return await self._change_one(
            _named(team, key, "dead").values(state="cancelled", ended_at=now, body=changes.NO_BODY)
        )

    async def prune(self, before: datetime, limit: int = 1000) -> int:
        """Delete jobs that ended before, but not the dead; how many. Repeat while it is `limit`."""
        old = select(job.c.id).where(job.c.ended_at < before, job.c.state != "dead").limit(limit)

        async def write(db: AsyncConnection) -> int:
            return (await db.execute(delete(job).where(job.c.id.in_(old)))).rowcount

        return await self._database.transact(write)

    async def counts(self, team: str | None = None) -> Mapping[str, int]:
        """How many are waiting, claimed, posting and dead; what is over is not counted, that would read it all."""
        theirs = [] if team is None else [job.c.team == team]
        open_ones = select(job.c.state, func.count()).where(job.c.next_at.is_not(None), *theirs).group_by(job.c.state)
        dead = select(func.count()).where(job.c.state == "dead", *theirs)
        async with self._database.reading() as db:
            found = {str(state): int(number) for state, number in await db.execute(open_ones)}
            return {**dict.fromkeys(OPEN, 0), **found, "dead": (await db.execute(dead)).scalar_one()}

    def _due(self, *, made: bool) -> bool:
        if made:
            self._database.due()
        return made

    async def _change(self, given: Job, statement: Update, **values: object) -> bool:
        """Many share a commit. A job without an owner is nobody's, hence never ours."""
        if given.owner is None:
            return False
        return await self._changes.add(Change(given.id, given.owner, statement, values))

    async def _change_one(self, change: Update) -> bool:
        """In a transaction of its own: one that waits for another team's row holds no lock of ours meanwhile."""

        async def write(db: AsyncConnection) -> bool:
            return (await db.execute(change)).rowcount > 0

        return await self._database.transact(write)


@cache
def claiming(kinds: frozenset[str] | None) -> ReturningUpdate[Any]:
    """The one claim for both databases: due work, retries and take-overs by the same index; made once."""
    ready = select(job.c.id).where(job.c.next_at <= bindparam("now", type_=Moment))
    if kinds is not None:
        ready = ready.where(job.c.kind.in_(sorted(kinds)))
    # SKIP LOCKED compiles to nothing on SQLite. A CTE that locks is run exactly once; as a plain subquery PostgreSQL
    # may repeat it for each row of the outer table, and then takes more than n.
    most = bindparam("n", type_=Integer)
    taken = ready.order_by(job.c.next_at).limit(most).with_for_update(skip_locked=True).cte("ready")
    state = case((job.c.state == "waiting", "claimed"), else_=job.c.state)
    until, me = bindparam("until", type_=Moment), bindparam("me", type_=Text)
    mine = {"state": state, "owner": me, "next_at": until, "attempts": job.c.attempts + 1}
    return update(job).where(job.c.id.in_(select(taken.c.id))).values(**mine).returning(*COLUMNS)


def row_of(new: NewJob) -> dict[str, object]:
    """The columns a new job brings. Raises NotStored for what some database would refuse."""
    body = dict(new.body)
    try:
        json.dumps(body, allow_nan=False)
        names = f"{new.kind}{new.team}{new.key}".encode()
    except (TypeError, ValueError) as error:
        raise NotStored("the body is no JSON, or a name holds half a character") from error
    if b"\0" in names or len(names) > LONGEST:
        raise NotStored(f"kind, team and key may have {LONGEST} bytes, and no NUL among them")
    return {"kind": new.kind, "team": new.team, "key": new.key, "body": body, "due": new.due}


def job_of(row: Row[Any]) -> Job:
    """A row of COLUMNS as people read it."""
    return Job(*row)


def _named(team: str, key: str, state: str) -> Update:
    return update(job).where(job.c.team == team, job.c.key == key, job.c.state == state)

"""Follow-ups: each promise with the job that keeps it, written in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import FollowUp, Whom
from bot.store.changes import NO_BODY
from bot.store.engine import Database
from bot.store.jobs import NewJob, row_of
from bot.store.nouns import follow_up
from bot.store.tables import job, plain

KIND, DONE = "follow_up", "done"
LONGEST = 1000  # characters of what was promised


class FollowUps:
    """The table of follow-ups. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def promise(self, new: FollowUp, delivery: str) -> tuple[FollowUp, bool]:
        """Keep a promise together with its job; the one that counts, and whether it is this one (not a repeat)."""

        async def write(db: AsyncConnection) -> tuple[FollowUp, bool]:
            row = {**_row_of(new), "delivery": delivery}
            insert = self._database.insert(follow_up).values(row)
            made = insert.on_conflict_do_nothing(index_elements=["team", "delivery"]).returning(follow_up.c.id)
            if (await db.execute(made)).first():
                await self._due(db, new)
                return new, True
            there = select(follow_up).where(follow_up.c.team == new.team, follow_up.c.delivery == delivery)
            return _follow_up_of((await db.execute(there)).one()), False

        kept = await self._database.transact(write)
        self._database.due()
        return kept

    async def move(self, team: str, id: str, due: datetime, now: datetime, *, named: bool) -> FollowUp | None:  # noqa: A002 (its name everywhere)
        """Give a promise a new time, also one that was shown already; None: there is none, or it is over."""

        async def write(db: AsyncConnection) -> FollowUp | None:
            old = await _open(db, team, id)
            if old is None:
                return None
            await self._withdraw(db, old, now)
            changed = {"due": due, "named": named, "turn": old.turn + 1}
            new = (await db.execute(_one(team, id).values(**changed).returning(follow_up))).one()
            await self._due(db, _follow_up_of(new))
            return _follow_up_of(new)

        moved = await self._database.transact(write)
        self._database.due()
        return moved

    async def end(self, team: str, id: str, state: str, now: datetime) -> FollowUp | None:  # noqa: A002 (its name everywhere)
        """A promise is `done` or `cancelled`, and its job withdrawn; None: there is none, or it was over before."""

        async def write(db: AsyncConnection) -> FollowUp | None:
            old = await _open(db, team, id)
            if old is None:
                return None
            await self._withdraw(db, old, now)
            await db.execute(_one(team, id).values(state=state, kept=_in_time(old, now) if state == DONE else None))
            return old

        return await self._database.transact(write)

    async def hand_over(self, team: str, id: str, rep: str, rep_name: str) -> FollowUp | None:  # noqa: A002 (its name everywhere)
        """Somebody else keeps the promise from now on; None: there is none, or it is over."""

        async def write(db: AsyncConnection) -> FollowUp | None:
            if await _open(db, team, id) is None:
                return None
            change = _one(team, id).values(rep=rep, rep_name=plain(rep_name)).returning(follow_up)
            return _follow_up_of((await db.execute(change)).one())

        return await self._database.transact(write)

    async def find(self, team: str, id: str) -> FollowUp | None:  # noqa: A002 (its name everywhere)
        """The promise, whatever its state."""
        async with self._database.reading() as db:
            row = (await db.execute(select(follow_up).where(follow_up.c.team == team, follow_up.c.id == id))).first()
        return _follow_up_of(row) if row else None

    async def mine(self, team: str, rep: str, limit: int = 50) -> Sequence[FollowUp]:
        """A rep's open promises, the earliest first."""
        wanted = _still_open(team).where(follow_up.c.rep == rep).order_by(follow_up.c.due).limit(limit)
        return await self._list(wanted)

    async def about(self, team: str, prospect: str, limit: int = 20) -> Sequence[FollowUp]:
        """The open promises about a prospect, by whomever."""
        wanted = _still_open(team).where(follow_up.c.prospect == prospect).order_by(follow_up.c.due).limit(limit)
        return await self._list(wanted)

    async def overdue(self, team: str, now: datetime, limit: int) -> Sequence[FollowUp]:
        """The team's open promises that are due, the earliest first."""
        return await self._list(_still_open(team).where(follow_up.c.due < now).order_by(follow_up.c.due).limit(limit))

    async def _list(self, wanted: Select[Any]) -> Sequence[FollowUp]:
        async with self._database.reading() as db:
            return [_follow_up_of(row) for row in await db.execute(wanted)]

    async def _due(self, db: AsyncConnection, promise: FollowUp) -> None:
        new = NewJob(KIND, promise.team, job_key(promise), {"id": promise.id, "turn": promise.turn}, promise.due)
        await db.execute(self._database.insert(job).values({**row_of(new), "next_at": new.due, "state": "waiting"}))

    async def _withdraw(self, db: AsyncConnection, promise: FollowUp, now: datetime) -> None:
        """Cancel the job that still waits; one that is being shown ends by itself, and sees what has changed."""
        waiting = (job.c.team == promise.team, job.c.key == job_key(promise), job.c.state == "waiting")
        ended = {"state": "cancelled", "next_at": None, "ended_at": now, "body": NO_BODY}
        await db.execute(update(job).where(*waiting).values(**ended))


def job_key(promise: FollowUp) -> str:
    """The key of the job that keeps a promise at its present time."""
    return f"{KIND}:{promise.id}:{promise.turn}"


def _in_time(promise: FollowUp, now: datetime) -> bool:
    """Whether its day is not over yet on its owner's clock."""
    zone = ZoneInfo(promise.zone)
    return now.astimezone(zone).date() <= promise.due.astimezone(zone).date()


def _still_open(team: str) -> Select[Any]:
    return select(follow_up).where(follow_up.c.team == team, follow_up.c.state == "open")


def _one(team: str, id: str) -> Any:  # noqa: A002, ANN401 (its name everywhere; an UPDATE of SQLAlchemy)
    return update(follow_up).where(follow_up.c.team == team, follow_up.c.id == id)


async def _open(db: AsyncConnection, team: str, id: str) -> FollowUp | None:  # noqa: A002 (its name everywhere)
    """The open promise, held until the transaction ends."""
    wanted = _still_open(team).where(follow_up.c.id == id).with_for_update()
    row = (await db.execute(wanted)).first()
    return _follow_up_of(row) if row else None


def _row_of(new: FollowUp) -> dict[str, object]:
    return {
        "team": new.team,
        "id": new.id,
        "rep": new.rep,
        "rep_name": plain(new.rep_name),
        "zone": new.zone,
        "prospect": plain(new.whom.key),
        "person": new.whom.person and plain(new.whom.person),
        "company": new.whom.company and plain(new.whom.company),
        "what": plain(new.what)[:LONGEST],
        "due": new.due,
        "named": new.named,
        "place": new.place,
        "made_at": new.made_at,
        "brief_id": new.brief_id,
        "state": new.state,
        "turn": new.turn,
        "message": new.message,
    }


def _follow_up_of(row: Row[Any]) -> FollowUp:
    return FollowUp(
        id=row.id,
        team=row.team,
        rep=row.rep,
        rep_name=row.rep_name,
        zone=row.zone,
        whom=Whom(row.prospect, row.person, row.company),
        what=row.what,
        due=row.due,
        named=row.named,
        place=row.place,
        made_at=row.made_at,
        brief_id=row.brief_id,
        state=row.state,
        turn=row.turn,
        message=row.message,
    )

"""Touches: what was done to reach somebody, kept once however often it is pressed or delivered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import CallOutcome, Touch, Whom
from bot.store.engine import Database
from bot.store.nouns import ACCOUNT, do_not_call, touch
from bot.store.numbering import depth, key_bits, number, take_turns
from bot.store.tables import plain

UNDO = timedelta(minutes=1)  # how long a touch can be taken back, and within which a second press is the same one
LONGEST_NOTE = 4000  # characters


class Touches:
    """The table of touches. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def log(self, new: Touch, delivery: str) -> tuple[Touch, bool]:
        """Keep a touch; the one that counts, and whether it is this one.

        The same delivery again, and a second press on the same brief within a minute (by whomever), are the first one.
        Do-not-call is kept by the caller beforehand, so that nothing shows the number in between.
        """

        async def write(db: AsyncConnection) -> tuple[Touch, bool]:
            await take_turns(db, new.team)
            if there := await _first(db, new.team, touch.c.delivery == delivery):
                return there, there.id == new.id
            row = {**_row_of(new), "delivery": delivery, "slot": await _slot(db, new, delivery)}
            insert = self._database.insert(touch).values(row).on_conflict_do_nothing().returning(touch.c.id)
            if (await db.execute(insert)).first():
                await number(db, new.team, [str(row["prospect"])])
                return new, True
            same = or_(touch.c.slot == row["slot"], touch.c.delivery == delivery)
            return (await _first(db, new.team, same)) or new, False

        return await self._database.transact(write)

    async def load(self, team: str, touches: Sequence[tuple[Touch, str]]) -> int:
        """Keep touches of a team's past, each with its delivery, in one transaction; how many were not there yet."""
        rows = [{**_row_of(new), "delivery": key, "slot": f"delivery:{key}"} for new, key in touches]

        async def write(db: AsyncConnection) -> int:
            await take_turns(db, team)
            inserted = self._database.insert(touch).on_conflict_do_nothing().returning(touch.c.id)
            loaded = len((await db.execute(inserted, rows)).all()) if rows else 0
            await number(db, team, {str(row["prospect"]) for row in rows})
            return loaded

        return await self._database.transact(write)

    async def find(self, team: str, id: str) -> Touch | None:  # noqa: A002 (its name everywhere)
        """The touch, or None when the team has none of that id."""
        async with self._database.reading() as db:
            return await _first(db, team, touch.c.id == id)

    async def undo(self, team: str, id: str, now: datetime) -> bool:  # noqa: A002 (its name everywhere)
        """Take a touch back within its minute, with the do-not-call it set; False: too late, or already undone."""
        fresh = (touch.c.team == team, touch.c.id == id, touch.c.undone_at.is_(None), touch.c.at >= now - UNDO)
        lifted = do_not_call.delete().where(do_not_call.c.team == team, do_not_call.c.touch_id == id)

        async def write(db: AsyncConnection) -> bool:
            await take_turns(db, team)
            nothing = dict.fromkeys(("attempt", "earlier", "prepared", "experiment", "held_out"))
            taken_back = update(touch).where(*fresh).values(undone_at=now, **nothing)
            undone = (await db.execute(taken_back.returning(touch.c.prospect))).scalar()
            if undone is not None:
                await number(db, team, [undone])
                await db.execute(lifted)
            return undone is not None

        return await self._database.transact(write)

    async def annotate(self, team: str, id: str, note: str) -> bool:  # noqa: A002 (its name everywhere)
        """Set what is remembered of it; False when there is none."""
        change = update(touch).where(touch.c.team == team, touch.c.id == id).values(note=plain(note)[:LONGEST_NOTE])

        async def write(db: AsyncConnection) -> bool:
            return (await db.execute(change)).rowcount > 0

        return await self._database.transact(write)

    async def of(self, team: str, prospect: str, limit: int = 50) -> Sequence[Touch]:
        """The touches of a prospect, newest first; what was undone is not there."""
        return await self._list(touch.c.team == team, touch.c.prospect == prospect, limit=limit)

    async def at_company(self, team: str, company_key: str, limit: int = 50) -> Sequence[Touch]:
        """The touches of everybody at a company, newest first. `company_key` as in a Whom's key, behind the bar."""
        account = ACCOUNT[self._database.writer.dialect.name]
        return await self._list(touch.c.team == team, account == company_key, limit=limit)

    async def _list(self, *which: Any, limit: int) -> Sequence[Touch]:  # noqa: ANN401 (SQLAlchemy's own expressions)
        wanted = select(touch).where(*which, touch.c.undone_at.is_(None)).order_by(touch.c.at.desc()).limit(limit)
        async with self._database.reading() as db:
            return [_touch_of(row) for row in await db.execute(wanted)]


async def _slot(db: AsyncConnection, new: Touch, delivery: str) -> str:
    """Which place on its brief a press takes: the same for all presses within a minute, unless the last was undone."""
    if new.brief_id is None:
        return f"delivery:{delivery}"
    over = or_(touch.c.undone_at.is_not(None), touch.c.at < new.at - UNDO)
    count = select(func.count()).where(touch.c.team == new.team, touch.c.brief_id == new.brief_id, over)
    return f"brief:{new.brief_id}:{(await db.execute(count)).scalar_one()}"


async def _first(db: AsyncConnection, team: str, which: Any) -> Touch | None:  # noqa: ANN401 (an expression of SQLAlchemy)
    row = (await db.execute(select(touch).where(touch.c.team == team, which))).first()
    return _touch_of(row) if row else None


def _row_of(new: Touch) -> dict[str, object]:
    kept = replace(new, note=plain(new.note)[:LONGEST_NOTE])
    return {
        "team": kept.team,
        "id": kept.id,
        "prospect": plain(kept.whom.key),
        "person": kept.whom.person and plain(kept.whom.person),
        "company": kept.whom.company and plain(kept.whom.company),
        "rep": kept.rep,
        "rep_name": plain(kept.rep_name),
        "at": kept.at,
        "channel": kept.channel,
        "outcome": kept.outcome.value,
        "note": kept.note,
        "briefed": kept.briefed,
        "warmth": kept.warmth,
        "keys": kept.keys,
        "trigger": kept.trigger,
        "brief_id": kept.brief_id,
        "undone_at": kept.undone_at,
        "hour": kept.at.astimezone(UTC).hour if kept.hour is None else kept.hour,
        "key_bits": key_bits(kept.keys),
        "depth": depth(kept.outcome),
    }


def _touch_of(row: Row[Any]) -> Touch:
    return Touch(
        id=row.id,
        team=row.team,
        whom=Whom(row.prospect, row.person, row.company),
        rep=row.rep,
        rep_name=row.rep_name,
        at=row.at,
        channel=row.channel,
        outcome=CallOutcome(row.outcome),
        note=row.note,
        briefed=row.briefed,
        warmth=row.warmth,
        keys=row.keys,
        trigger=row.trigger,
        brief_id=row.brief_id,
        undone_at=row.undone_at,
        hour=row.hour,
    )

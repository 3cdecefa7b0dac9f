"""Comes back to a link a little later: what a process that had not heard of it has written is brought along then."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.jobs import NewJob, row_of
from bot.store.tables import job

KIND = "carry_over"
SWEEPS = (timedelta(seconds=90), timedelta(minutes=10))  # longer than anybody goes by what they knew before


async def sweep_later(db: AsyncConnection, there: Database, team: str, now: datetime) -> None:
    """Have the sweeps done, whatever becomes of this process."""
    for after in SWEEPS:
        new = NewJob(KIND, team, f"{KIND}:{now.timestamp()}:{after.total_seconds():.0f}", {}, now + after)
        row = {**row_of(new), "next_at": new.due, "state": "waiting"}
        await db.execute(there.insert(job).values(row).on_conflict_do_nothing())

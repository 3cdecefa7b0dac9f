"""The inbox: what was accepted is stored before it is acknowledged, many deliveries in one commit."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.groups import Groups
from bot.store.jobs import Job, NewJob, job_of, row_of
from bot.store.tables import job


class Inbox:
    """Accepts deliveries as jobs; the unique key makes a repeat a conflict."""

    def __init__(self, database: Database) -> None:
        """Start the task that writes; it ends with `close`."""
        insert = database.insert(job)
        self._due = database.due
        self._insert_new = insert.on_conflict_do_nothing(index_elements=["team", "key"]).returning(job)
        self._groups: Groups[dict[str, object], Job | None] = Groups(database, self._write, _by_key)

    @property
    def alive(self) -> bool:
        """Whether deliveries are still being stored."""
        return self._groups.alive

    async def accept(self, new: NewJob, *, owner: str | None, now: datetime, until: datetime | None) -> Job | None:
        """Store a delivery; None: seen before. Raises NotStored: do not acknowledge it.

        With an `owner` the row is theirs `until` then, and they start at once; without, whoever claims it first.
        """
        mine = owner is not None
        claim = {"state": "claimed" if mine else "waiting", "owner": owner, "attempts": int(mine)}
        next_at = (until or now) if mine else max(new.due, now)
        kept = await self._groups.add(row_of(new) | claim | {"next_at": next_at})
        if kept and not mine:
            self._due()
        return kept

    async def close(self) -> None:
        """Write what was handed over, then end."""
        await self._groups.close()

    async def _write(self, db: AsyncConnection, rows: Sequence[dict[str, object]]) -> list[Job | None]:
        stored = (job_of(row) for row in await db.execute(self._insert_new, rows))
        new = {(one.team, one.key): one for one in stored}
        return [
            new.pop((str(row["team"]), str(row["key"])), None) for row in rows
        ]  # of several copies the first is new


def _by_key(row: dict[str, object]) -> tuple[str, str]:
    return str(row["team"]), str(row["key"])

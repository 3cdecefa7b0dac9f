"""The inbox: what was accepted is stored before it is acknowledged, many deliveries in one commit."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.groups import Groups
from bot.store.jobs import Job, NewJob, row_of
from bot.store.tables import job


class Inbox:
    """Accepts deliveries as jobs; the unique key makes a repeat a conflict."""

    def __init__(self, database: Database) -> None:
        """Start the task that writes; it ends with `close`."""
        insert = database.insert(job)
        self._due = database.due
        new = insert.on_conflict_do_nothing(index_elements=["team", "key"])
        self._insert_new = new.returning(job.c.id, job.c.team, job.c.key)  # the rest is in our hands
        self._groups: Groups[dict[str, object], int | None] = Groups(database, self._write, _by_key)

    @property
    def alive(self) -> bool:
        """Whether deliveries are still being stored."""
        return self._groups.alive

    async def accept(self, new: NewJob, *, owner: str | None, now: datetime, until: datetime | None) -> Job | None:
        """Store a delivery; None: seen before. Raises NotStored: do not acknowledge it.

        With an `owner` the row is theirs `until` then, and they start at once; without, whoever claims it first.
        """
        mine = owner is not None
        state, attempts = ("claimed", 1) if mine else ("waiting", 0)
        claim = {"state": state, "owner": owner, "attempts": attempts}
        next_at = (until or now) if mine else max(new.due, now)
        id_ = await self._groups.add(row_of(new) | claim | {"next_at": next_at})
        if id_ is None:
            return None
        if not mine:
            self._due()
        return Job(
            id_, new.kind, new.team, new.key, new.body, new.due, state, owner, attempts, first_sent=None, ts=None
        )

    async def close(self) -> None:
        """Write what was handed over, then end."""
        await self._groups.close()

    async def _write(self, db: AsyncConnection, rows: Sequence[dict[str, object]]) -> list[int | None]:
        new = {(team, key): id_ for id_, team, key in await db.execute(self._insert_new, rows)}
        return [new.pop(_by_key(row), None) for row in rows]  # of several copies the first is new


def _by_key(row: dict[str, object]) -> tuple[str, str]:
    return str(row["team"]), str(row["key"])

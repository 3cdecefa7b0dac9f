"""Who is not to be called: set by anybody, seen by the whole team at once, lifted only by undoing what set it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import NotToCall
from bot.store.engine import Database
from bot.store.nouns import do_not_call
from bot.store.tables import plain


class Consents:
    """The table of do-not-call. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def forbid(self, entries: Collection[NotToCall]) -> None:
        """From now on nobody in the team calls these; one that stands already stays as it was."""
        if not entries:
            return
        rows = [_row_of(entry) for entry in entries]
        insert = self._database.insert(do_not_call).values(rows)
        statement = insert.on_conflict_do_nothing(index_elements=["team", "kind", "value"])

        async def write(db: AsyncConnection) -> None:
            await db.execute(statement)

        await self._database.transact(write)

    async def of(self, team: str, values: Collection[tuple[str, str]]) -> Sequence[NotToCall]:
        """What stands against any of these (kind, value)."""
        wanted = select(do_not_call).where(
            do_not_call.c.team == team, tuple_(do_not_call.c.kind, do_not_call.c.value).in_(list(values))
        )
        async with self._database.reading() as db:
            return [_entry_of(row) for row in await db.execute(wanted)] if values else []


def _row_of(entry: NotToCall) -> dict[str, object]:
    return {
        "team": entry.team,
        "kind": entry.kind,
        "value": plain(entry.value),
        "reason": plain(entry.reason),
        "by": entry.by,
        "by_name": plain(entry.by_name),
        "at": entry.at,
        "touch_id": entry.touch_id,
    }


def _entry_of(row: Row[Any]) -> NotToCall:
    return NotToCall(row.team, row.kind, row.value, row.reason, row.by, row.by_name, row.at, row.touch_id)

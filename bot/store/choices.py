"""Choices: which company or person a team meant by what it typed, once somebody has picked."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.tables import choice, plain

LONGEST = 500  # characters; nobody types a longer name, and PostgreSQL's index has an end


class Choices:
    """The table of choices; what was typed counts without regard to case and spaces. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def remember(self, team: str, asked: str, ref: str, by: str, now: datetime) -> None:
        """From now on `asked` means `ref` for the whole team; a later choice replaces an earlier one."""
        if not (words := _words(asked)):
            return
        picked = {"ref": plain(ref), "picked_by": plain(by), "picked_at": now}
        insert = self._database.insert(choice).values(team=team, asked=words, **picked)
        statement = insert.on_conflict_do_update(index_elements=["team", "asked"], set_=picked)

        async def write(db: AsyncConnection) -> None:
            await db.execute(statement)

        await self._database.transact(write)

    async def recall(self, team: str, asked: str) -> str | None:
        """What the team picked for these words, if it ever did."""
        wanted = select(choice.c.ref).where(choice.c.team == team, choice.c.asked == _words(asked))
        async with self._database.reading() as db:
            return (await db.execute(wanted)).scalar()

    async def forget(self, team: str, asked: str) -> None:
        """Ask again the next time."""
        gone = delete(choice).where(choice.c.team == team, choice.c.asked == _words(asked))

        async def write(db: AsyncConnection) -> None:
            await db.execute(gone)

        await self._database.transact(write)


def _words(asked: str) -> str:
    """What was typed as it is compared; empty for what cannot be a name, and then nothing is remembered."""
    words = " ".join(plain(asked).casefold().split())
    return words if len(words) <= LONGEST else ""

"""Personas: people of linked teams as each platform knows them, and which two of them are one rep."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.carrying import rename, split_person
from bot.store.engine import Database
from bot.store.linked import rep_link, team_link
from bot.store.sweeping import sweep_later
from bot.store.tables import plain


@dataclass(frozen=True, slots=True)
class Persona:
    """A person of a linked team as one platform knows them; `rep` once they are the same as on the other one."""

    team: str
    platform: str
    id: str
    name: str
    email: str  # a hash of it; "" where the platform vouches for none
    said: str | None = None  # "me" or "not", of the account on the other platform with the same address
    rep: str | None = None


class Said(StrEnum):
    """What came of saying that two accounts are one person, or not."""

    ONE = "one"
    WAITS = "waits"  # for the same word on the other platform
    APART = "apart"
    OVER = "over"  # there is no such question any more


class Personas:
    """The table of personas. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def meet(self, new: Persona, now: datetime) -> Persona | None:
        """Remember an account; the one on the other platform with the same address, if there is exactly one to ask."""
        values = {"name": plain(new.name), "email": new.email, "changed_at": now}
        insert = self._database.insert(rep_link).values(
            team=new.team, platform=new.platform, person=new.id, said=None, rep=None, **values
        )
        kept = insert.on_conflict_do_update(
            index_elements=["team", "platform", "person"], set_=values, where=rep_link.c.rep.is_(None)
        )

        async def write(db: AsyncConnection) -> Persona | None:
            if not await _one_at_a_time(db, new.team):
                return None
            await db.execute(kept)
            return await _twin(db, await _persona(db, new.team, new.platform, new.id))

        return await self._database.transact(write)

    async def say(self, me: Persona, word: str, now: datetime) -> tuple[Said, Persona | None]:
        """Somebody says that the account on the other platform is theirs ("me") or is not; and which one that is.

        They are one once both have said so; `me.email` is what the platform vouches for at this moment.
        """

        async def write(db: AsyncConnection) -> tuple[Said, Persona | None]:
            await _one_at_a_time(db, me.team)
            mine = await _persona(db, me.team, me.platform, me.id)
            twin = await _twin(db, mine)
            if mine is None or twin is None or mine.email != me.email:
                return (Said.ONE, twin) if mine and mine.rep else (Said.OVER, None)
            await db.execute(_one(mine).values(said=word, changed_at=now))
            if word != "me":
                return Said.APART, twin
            if twin.said != "me":
                return Said.WAITS, twin
            await self._merge(db, mine, twin, now)
            return Said.ONE, twin

        done = await self._database.transact(write)
        self._database.due()
        return done

    async def part(self, team: str, rep: str, now: datetime) -> bool:
        """A person is two reps again; False: they were not one. What was promised stays where it was promised."""

        async def write(db: AsyncConnection) -> bool:
            those = select(rep_link).where(rep_link.c.team == team, rep_link.c.rep == rep).with_for_update()
            accounts = [persona_of(row) for row in await db.execute(those)]
            for other in (one for one in accounts if one.id != rep):
                await split_person(db, team, rep, other.id, other.platform)
            for one in accounts:
                await db.execute(_one(one).values(rep=None, said="not", changed_at=now))
            return bool(accounts)

        done = await self._database.transact(write)
        self._database.due()
        return done

    async def ask_again(self, account: Persona, now: datetime) -> None:
        """They want to be asked once more, after a *Not me* or a parting."""

        async def write(db: AsyncConnection) -> None:
            same = (rep_link.c.team == account.team, rep_link.c.email == account.email, rep_link.c.rep.is_(None))
            if account.email:
                await db.execute(update(rep_link).where(*same).values(said=None, changed_at=now))

        await self._database.transact(write)

    async def _merge(self, db: AsyncConnection, mine: Persona, twin: Persona, now: datetime) -> None:
        stays = min(mine, twin, key=lambda one: one.platform)
        leaves = twin if stays is mine else mine
        for one in (mine, twin):
            await db.execute(_one(one).values(said="me", rep=stays.id, changed_at=now))
        await rename(db, mine.team, leaves.id, stays.id)
        await sweep_later(db, self._database, mine.team, now)


async def _one_at_a_time(db: AsyncConnection, team: str) -> bool:
    """Whether the team is linked; two who ask for each other at once would not see each other."""
    wanted = select(team_link.c.team).where(team_link.c.team == team).order_by(team_link.c.platform)
    return (await db.execute(wanted.with_for_update())).first() is not None


async def _persona(db: AsyncConnection, team: str, platform: str, person: str) -> Persona | None:
    there = (rep_link.c.team == team, rep_link.c.platform == platform, rep_link.c.person == person)
    row = (await db.execute(select(rep_link).where(*there))).first()
    return persona_of(row) if row else None


async def _twin(db: AsyncConnection, mine: Persona | None) -> Persona | None:
    """The one account of the other platform with the same address, unless either said no, or the address is shared."""
    if mine is None or not mine.email or mine.rep or mine.said == "not":
        return None
    same = select(rep_link).where(rep_link.c.team == mine.team, rep_link.c.email == mine.email)
    found = [persona_of(row) for row in await db.execute(same)]
    others = [one for one in found if one.platform != mine.platform]
    if len(found) != len(others) + 1 or len(others) != 1 or others[0].said == "not" or others[0].rep:
        return None
    return others[0]


def _one(account: Persona) -> Any:  # noqa: ANN401 (an UPDATE of SQLAlchemy)
    return update(rep_link).where(
        rep_link.c.team == account.team, rep_link.c.platform == account.platform, rep_link.c.person == account.id
    )


def persona_of(row: Row[Any]) -> Persona:
    return Persona(row.team, row.platform, row.person, row.name, row.email, row.said, row.rep)

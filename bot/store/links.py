"""Links: which tenants of two platforms are one team, and the codes that join them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.carrying import carry, end_experiment, rename, separate
from bot.store.engine import Database
from bot.store.jobs import NewJob, row_of
from bot.store.linked import link_code, link_try, rep_link, team_link
from bot.store.personas import Persona, persona_of
from bot.store.sweeping import sweep_later
from bot.store.tables import job, plain

MOST_WRONG, LOCKED = 5, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Tenant:
    """A workspace or tenant as its platform names it."""

    platform: str
    id: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code somebody made: only its hash is kept. `place` is where its maker can be told what came of it."""

    maker: Tenant
    digest: str
    made_by: str
    made_by_name: str
    place: str
    ends: datetime


@dataclass(frozen=True, slots=True)
class LinkedTenant:
    """A tenant that is part of a team of two."""

    tenant: Tenant
    team: str
    linked_at: datetime
    by: str  # the names of the two admins


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything linked, as it is at one moment."""

    tenants: Sequence[LinkedTenant] = ()
    personas: Sequence[Persona] = ()


class Redeemed(StrEnum):
    """What came of entering a code."""

    LINKED = "linked"
    WRONG = "wrong"  # unknown, over, used, or made on this very platform
    LOCKED = "locked"  # too many wrong ones
    HERE_TAKEN = "here taken"  # this tenant is linked already
    THERE_TAKEN = "there taken"  # the code's tenant is


class Links:
    """The tables of links. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def version(self) -> str:
        """Another one after each change."""
        teams = select(func.count(), func.max(team_link.c.linked_at))
        said, one = func.count(rep_link.c.said), func.count(rep_link.c.rep)
        people = select(func.count(), said, one, func.max(rep_link.c.changed_at))
        async with self._database.reading() as db:
            return f"{(await db.execute(teams)).one()} {(await db.execute(people)).one()}"

    async def directory(self) -> Directory:
        """Everything that is linked."""
        async with self._database.reading() as db:
            tenants = [_tenant_of(row) for row in await db.execute(select(team_link))]
            return Directory(tenants, [persona_of(row) for row in await db.execute(select(rep_link))])

    async def make(self, new: Code) -> bool:
        """Keep a code in place of an earlier one of this tenant; False: it is linked already."""
        values = {
            "digest": new.digest,
            "made_by": new.made_by,
            "made_by_name": plain(new.made_by_name),
            "place": new.place,
            "ends_at": new.ends,
        }
        insert = self._database.insert(link_code).values(platform=new.maker.platform, tenant=new.maker.id, **values)

        async def write(db: AsyncConnection) -> bool:
            if await _linked(db, new.maker):
                return False
            await db.execute(insert.on_conflict_do_update(index_elements=["platform", "tenant"], set_=values))
            return True

        return await self._database.transact(write)

    async def redeem(
        self, here: Tenant, digest: str, by: str, now: datetime, tell: Callable[[Code], NewJob]
    ) -> tuple[Redeemed, Code | None]:
        """Join two tenants in one transaction, with all they had; the code that was entered is used up.

        `tell`: how its maker hears of it. Of the two names the team goes by that of the platform that is first in the
        alphabet, whoever made the code.
        """

        async def write(db: AsyncConnection) -> tuple[Redeemed, Code | None]:
            wrong = await self._turn(db, here, now)
            if await _linked(db, here):
                return Redeemed.HERE_TAKEN, None
            if wrong >= MOST_WRONG:
                return Redeemed.LOCKED, None
            row = (await db.execute(select(link_code).where(link_code.c.digest == digest).with_for_update())).first()
            if row is None or row.ends_at <= now or row.platform == here.platform:
                await db.execute(_tries(here).values(wrong=wrong + 1, since=now))
                return (Redeemed.LOCKED if wrong + 1 >= MOST_WRONG else Redeemed.WRONG), None
            code = _code_of(row)
            await db.execute(delete(link_code).where(link_code.c.digest == digest))
            if await _linked(db, code.maker):
                return Redeemed.THERE_TAKEN, code
            stays, comes = sorted((here, code.maker), key=lambda one: one.platform)
            await self._join(db, stays, comes, f"{code.made_by_name}, {by}", now)
            news = tell(code)
            row_ = {**row_of(replace(news, team=stays.id)), "next_at": news.due, "state": "waiting"}
            await db.execute(self._database.insert(job).values(row_).on_conflict_do_nothing())
            return Redeemed.LINKED, code

        done = await self._database.transact(write)
        self._database.due()
        return done

    async def forget(self, digest: str) -> None:
        """A code is worth nothing any more."""

        async def write(db: AsyncConnection) -> None:
            await db.execute(delete(link_code).where(link_code.c.digest == digest))

        await self._database.transact(write)

    async def unlink(self, team: str, now: datetime) -> bool:
        """Part them in one transaction; False: they are not linked. See docs/decisions/0016."""

        async def write(db: AsyncConnection) -> bool:
            rows = (await db.execute(select(team_link).where(team_link.c.team == team).with_for_update())).all()
            leaves = next((_tenant_of(row).tenant for row in rows if row.tenant != team), None)
            if leaves is None:
                return False
            accounts = [persona_of(row) for row in await db.execute(select(rep_link).where(rep_link.c.team == team))]
            selves = {a.rep: a.id for a in accounts if a.rep and a.platform == leaves.platform}
            await separate(db, self._database.insert, team, leaves.id, leaves.platform, selves)
            await db.execute(delete(team_link).where(team_link.c.team == team))
            await db.execute(delete(rep_link).where(rep_link.c.team == team))
            return True

        done = await self._database.transact(write)
        self._database.due()
        return done

    async def sweep(self, team: str, now: datetime) -> None:
        """Bring along what processes that had not heard of a link yet have written under the old names."""

        async def write(db: AsyncConnection) -> None:
            rows = (await db.execute(select(team_link.c.tenant).where(team_link.c.team == team))).scalars().all()
            for tenant in rows:
                if tenant != team:
                    await carry(db, tenant, team, now)
            merged = select(rep_link).where(rep_link.c.team == team, rep_link.c.rep.is_not(None))
            for row in (await db.execute(merged)).all():
                if row.person != row.rep:
                    await rename(db, team, row.person, row.rep)

        await self._database.transact(write)

    # ── Inside a transaction ──

    async def _turn(self, db: AsyncConnection, here: Tenant, now: datetime) -> int:
        """Let one at a time enter codes for a tenant; how many wrong ones there were lately."""
        insert = self._database.insert(link_try).values(platform=here.platform, tenant=here.id, wrong=0, since=now)
        await db.execute(insert.on_conflict_do_nothing())
        mine = (link_try.c.platform == here.platform, link_try.c.tenant == here.id)
        row = (await db.execute(select(link_try).where(*mine).with_for_update())).one()
        return int(row.wrong) if row.since + LOCKED > now else 0

    async def _join(self, db: AsyncConnection, stays: Tenant, comes: Tenant, by: str, now: datetime) -> None:
        both = [
            {"platform": one.platform, "tenant": one.id, "team": stays.id, "linked_at": now, "by_name": plain(by)}
            for one in (stays, comes)
        ]
        await db.execute(team_link.insert(), both)
        for one in (stays, comes):
            await db.execute(_tries(one).values(wrong=0, since=now))
            gone = (link_code.c.platform == one.platform, link_code.c.tenant == one.id)
            await db.execute(delete(link_code).where(*gone))
        await end_experiment(db, stays.id, now)
        await carry(db, comes.id, stays.id, now)
        await sweep_later(db, self._database, stays.id, now)


async def _linked(db: AsyncConnection, one: Tenant) -> bool:
    there = (team_link.c.platform == one.platform, team_link.c.tenant == one.id)
    return (await db.execute(select(team_link.c.team).where(*there))).first() is not None


def _tries(here: Tenant) -> Any:  # noqa: ANN401 (an UPDATE of SQLAlchemy)
    return update(link_try).where(link_try.c.platform == here.platform, link_try.c.tenant == here.id)


def _tenant_of(row: Row[Any]) -> LinkedTenant:
    return LinkedTenant(Tenant(row.platform, row.tenant), row.team, row.linked_at, row.by_name)


def _code_of(row: Row[Any]) -> Code:
    return Code(Tenant(row.platform, row.tenant), row.digest, row.made_by, row.made_by_name, row.place, row.ends_at)

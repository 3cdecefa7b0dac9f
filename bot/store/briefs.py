"""Briefs: what was shown, so that its buttons work in any process and after a restart."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.tables import brief, brief_thread, plain


class Briefs:
    """The table of briefs, kept for 30 days (the scheduler prunes). Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def keep(
        self,
        team: str,
        id: str,  # noqa: A002 (its name everywhere)
        body: Mapping[str, object],
        now: datetime,
        prospect: str | None = None,
    ) -> None:
        """Store a brief as JSON, found again by its id and as the newest of its prospect; the same id replaces it."""
        kept = {"body": dict(body), "kept_at": now, "prospect": prospect and plain(prospect)}
        insert = self._database.insert(brief).values(team=team, id=id, **kept)
        new = {name: insert.excluded[name] for name in kept}  # a body is put into JSON once
        statement = insert.on_conflict_do_update(index_elements=["team", "id"], set_=new)

        async def write(db: AsyncConnection) -> None:
            await db.execute(statement)

        await self._database.transact(write)

    async def find(self, team: str, id: str) -> Mapping[str, object] | None:  # noqa: A002 (its name everywhere)
        """The brief, or None when it was never there, is too old, or belongs to another team."""
        wanted = select(brief.c.body).where(brief.c.team == team, brief.c.id == id)
        async with self._database.reading() as db:
            return (await db.execute(wanted)).scalar()

    async def newest(self, team: str, prospect: str, since: datetime) -> Mapping[str, object] | None:
        """The team's newest brief of a prospect kept since then, or None."""
        about = (brief.c.team == team, brief.c.prospect == prospect, brief.c.kept_at >= since)
        async with self._database.reading() as db:
            wanted = select(brief.c.body).where(*about).order_by(brief.c.kept_at.desc()).limit(1)
            return (await db.execute(wanted)).scalar()

    async def recent(self, team: str, limit: int) -> Sequence[Mapping[str, object]]:
        """The team's newest briefs, newest first."""
        wanted = select(brief.c.body).where(brief.c.team == team).order_by(brief.c.kept_at.desc()).limit(limit)
        async with self._database.reading() as db:
            return list((await db.execute(wanted)).scalars())

    async def shown(self, team: str, id: str, channel: str, thread: str, now: datetime) -> None:  # noqa: A002 (its name everywhere)
        """The brief stands in this thread (the one it was posted in, else the one that begins with it)."""
        there = {"brief_id": id, "shown_at": now}
        insert = self._database.insert(brief_thread).values(team=team, channel=channel, thread=thread, **there)
        statement = insert.on_conflict_do_update(index_elements=["team", "channel", "thread"], set_=there)

        async def write(db: AsyncConnection) -> None:
            await db.execute(statement)

        await self._database.transact(write)

    async def in_thread(self, team: str, channel: str, thread: str) -> Mapping[str, object] | None:
        """The brief a thread is about; None when it is about none, or that one is not kept any more."""
        return await self._newest_shown(
            brief_thread.c.team == team, brief_thread.c.channel == channel, brief_thread.c.thread == thread
        )

    async def last_in(self, team: str, channel: str, since: datetime) -> Mapping[str, object] | None:
        """The brief shown last in a conversation, since then."""
        return await self._newest_shown(
            brief_thread.c.team == team, brief_thread.c.channel == channel, brief_thread.c.shown_at >= since
        )

    async def _newest_shown(self, *where: ColumnElement[bool]) -> Mapping[str, object] | None:
        same = (brief.c.team == brief_thread.c.team) & (brief.c.id == brief_thread.c.brief_id)
        wanted = select(brief.c.body).join(brief_thread, same).where(*where).order_by(brief_thread.c.shown_at.desc())
        async with self._database.reading() as db:
            return (await db.execute(wanted.limit(1))).scalar()

    async def prune(self, before: datetime, limit: int = 1000) -> int:
        """Delete briefs kept before; how many. Repeat while it is `limit`."""
        old = select(brief.c.team, brief.c.id).where(brief.c.kept_at < before).limit(limit)

        async def write(db: AsyncConnection) -> int:
            await db.execute(delete(brief_thread).where(brief_thread.c.shown_at < before))
            return (await db.execute(delete(brief).where(tuple_(brief.c.team, brief.c.id).in_(old)))).rowcount

        return await self._database.transact(write)

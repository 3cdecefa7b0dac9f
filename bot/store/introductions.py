"""Introductions: who was asked whether they know a prospect, what they said, and who does not want to be asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Row, Table, Text, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Whom
from bot.model.introductions import Introduction, Knows
from bot.store.engine import Database
from bot.store.tables import Moment, metadata, plain

introduction = Table(
    "introduction",
    metadata,
    Column("team", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("prospect", Text, nullable=False),
    Column("person", Text),
    Column("company", Text),
    Column("rep", Text, nullable=False),
    Column("rep_name", Text, nullable=False),
    Column("colleague", Text, nullable=False),
    Column("colleague_name", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("answer", Text),
    Column("answered_at", Moment),
)
Index("introduction_prospect", introduction.c.team, introduction.c.prospect, introduction.c.asked_at)
Index("introduction_colleague", introduction.c.team, introduction.c.colleague, introduction.c.asked_at)

introduction_quiet = Table(
    "introduction_quiet",
    metadata,
    Column("team", Text, primary_key=True),
    Column("colleague", Text, primary_key=True),
    Column("at", Moment, nullable=False),
)


class Introductions:
    """The table of introductions. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def ask(self, new: Introduction, since: datetime, most: int) -> bool:
        """Keep that a colleague is asked; False when they want quiet, or were asked `most` times since then."""
        mine = (introduction.c.team == new.team, introduction.c.colleague == new.colleague)
        quiet = (introduction_quiet.c.team == new.team, introduction_quiet.c.colleague == new.colleague)
        insert = self._database.insert(introduction).values(_row_of(new)).on_conflict_do_nothing()

        async def write(db: AsyncConnection) -> bool:
            if (await db.execute(select(introduction.c.id).where(*mine, introduction.c.id == new.id))).first():
                return True  # the same delivery again
            if (await db.execute(select(introduction_quiet.c.at).where(*quiet))).first():
                return False
            asked = select(func.count()).select_from(introduction).where(*mine, introduction.c.asked_at >= since)
            if ((await db.execute(asked)).scalar() or 0) >= most:
                return False
            await db.execute(insert)
            return True

        return await self._database.transact(write)

    async def answer(self, team: str, id: str, colleague: str, said: Knows, now: datetime) -> Introduction | None:  # noqa: A002 (its name everywhere)
        """What the colleague who was asked says; None when nobody asked them that."""
        mine = (introduction.c.team == team, introduction.c.id == id, introduction.c.colleague == colleague)
        change = update(introduction).where(*mine).values(answer=said.value, answered_at=now).returning(introduction)

        async def write(db: AsyncConnection) -> Introduction | None:
            row = (await db.execute(change)).first()
            return _introduction_of(row) if row else None

        return await self._database.transact(write)

    async def of(self, team: str, prospect: str) -> Sequence[Introduction]:
        """Who has answered about a prospect (a Whom's key), newest first; of each colleague their last word."""
        there = (introduction.c.team == team, introduction.c.prospect == prospect, introduction.c.answer.is_not(None))
        wanted = select(introduction).where(*there).order_by(introduction.c.answered_at.desc())
        async with self._database.reading() as db:
            found = [_introduction_of(row) for row in await db.execute(wanted)]
        return list({one.colleague: one for one in reversed(found)}.values())[::-1]

    async def quiet(self, team: str, colleague: str, now: datetime, *, on: bool) -> None:
        """They do not want to be asked any more, or do again."""
        insert = self._database.insert(introduction_quiet).values(team=team, colleague=colleague, at=now)
        gone = introduction_quiet.delete().where(
            introduction_quiet.c.team == team, introduction_quiet.c.colleague == colleague
        )
        statement = insert.on_conflict_do_nothing() if on else gone

        async def write(db: AsyncConnection) -> None:
            await db.execute(statement)

        await self._database.transact(write)


def _row_of(new: Introduction) -> dict[str, object]:
    return {
        "team": new.team,
        "id": new.id,
        "prospect": plain(new.whom.key),
        "person": new.whom.person and plain(new.whom.person),
        "company": new.whom.company and plain(new.whom.company),
        "rep": new.rep,
        "rep_name": plain(new.rep_name),
        "colleague": new.colleague,
        "colleague_name": plain(new.colleague_name),
        "asked_at": new.asked_at,
    }


def _introduction_of(row: Row[Any]) -> Introduction:
    return Introduction(
        id=row.id,
        team=row.team,
        whom=Whom(row.prospect, row.person, row.company),
        rep=row.rep,
        rep_name=row.rep_name,
        colleague=row.colleague,
        colleague_name=row.colleague_name,
        asked_at=row.asked_at,
        answer=Knows(row.answer) if row.answer else None,
        answered_at=row.answered_at,
    )

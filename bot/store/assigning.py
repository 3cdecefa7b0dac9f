"""Experiments, and which accounts one holds out: by a keyed hash nobody can steer, set when a touch is written."""

import hashlib
import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, Row, Table, Text, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.nouns import touch
from bot.store.tables import Moment, metadata, plain

experiment = Table(
    "experiment",
    metadata,
    Column("team", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False),  # of the hash, in hexadecimal: nobody outside the database can foretell an arm
    Column("share", Integer, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("started_by", Text, nullable=False),
    Column("started_by_name", Text, nullable=False),
    Column("ended_at", Moment),
    Column("ended_by_name", Text),
)
_running = experiment.c.ended_at.is_(None)
Index("experiment_running", experiment.c.team, unique=True, postgresql_where=_running, sqlite_where=_running)


@dataclass(frozen=True, slots=True)
class Experiment:
    """A share of a team's accounts gets no brief for a while, the same accounts from its start to its end."""

    team: str
    id: str
    key: str  # hexadecimal
    share: int  # of a hundred accounts
    started_at: datetime
    until: datetime  # said beforehand
    started_by: str
    started_by_name: str
    ended_at: datetime | None = None
    ended_by_name: str | None = None  # None: nobody stopped it

    @property
    def end(self) -> datetime:
        """Where it ends, or ended: nobody first touched from here on is part of it."""
        return min(self.until, self.ended_at or self.until)

    @property
    def stopped(self) -> bool:
        """Whether somebody ended it before its time."""
        return self.ended_at is not None and self.ended_at < self.until

    def runs_at(self, moment: datetime) -> bool:
        """Whether accounts are held out at this moment."""
        return self.started_at <= moment < self.end

    def holds_back(self, account: str, moment: datetime) -> bool:
        """Whether nothing is told of this account at this moment."""
        return self.runs_at(moment) and bool(self.holds_out(account))

    def holds_out(self, account: str) -> bool | None:
        """Whether it holds out this account (as compared, behind the bar of a Whom's key); None for no account."""
        if not account:
            return None
        drawn = hmac.digest(bytes.fromhex(self.key), plain(account).encode(), hashlib.sha256)
        return int.from_bytes(drawn[:8]) / 2**64 < self.share / 100


async def assign(db: AsyncConnection, team: str, prospects: Collection[str]) -> None:
    """Mark the touches of prospects first touched during an experiment with their arm, and unmark those of others.

    The turn is taken: see numbering.take_turns.
    """
    tried = await experiments_of(db, team)
    if not tried or not prospects:
        return
    mine = (touch.c.team == team, touch.c.undone_at.is_(None))
    first = select(touch.c.prospect, func.min(touch.c.at)).where(*mine, touch.c.prospect.in_(prospects))
    changes: list[dict[str, str | bool]] = []
    for prospect, began in await db.execute(first.group_by(touch.c.prospect)):
        one = next((each for each in tried if each.started_at <= began < each.end), None)
        held = one.holds_out(prospect.partition("|")[2]) if one else None
        if one and held is not None:
            changes.append({"who": str(prospect), "which": one.id, "held": held})
    others = set(prospects) - {str(change["who"]) for change in changes}
    gone = update(touch).where(touch.c.team == team, touch.c.prospect.in_(others), touch.c.experiment.is_not(None))
    await db.execute(gone.values(experiment=None, held_out=None))
    if changes:
        moved = or_(touch.c.experiment.is_distinct_from(bindparam("which")), touch.c.held_out.is_(None))
        marked = update(touch).where(*mine, touch.c.prospect == bindparam("who"), moved)
        await db.execute(marked.values(experiment=bindparam("which"), held_out=bindparam("held")), changes)


async def experiments_of(db: AsyncConnection, team: str) -> Sequence[Experiment]:
    """All of a team's, newest first."""
    wanted = select(experiment).where(experiment.c.team == team).order_by(experiment.c.started_at.desc())
    return [experiment_of(row) for row in await db.execute(wanted)]


def experiment_of(row: Row[Any]) -> Experiment:
    """A row as the noun it is."""
    return Experiment(
        team=row.team,
        id=row.id,
        key=row.key,
        share=row.share,
        started_at=row.started_at,
        until=row.until,
        started_by=row.started_by,
        started_by_name=row.started_by_name,
        ended_at=row.ended_at,
        ended_by_name=row.ended_by_name,
    )

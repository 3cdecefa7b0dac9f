"""Accounts of the book: when each was looked at in the background, what was found, and the job of the next look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Column, Date, Integer, Table, Text, delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.jobs import NewJob, row_of
from bot.store.tables import Moment, job, metadata, plain

KIND = "accounts"
LOST = timedelta(days=1)  # a look that is so late has no job any more: somebody dropped it
LOOKS_KEPT = timedelta(days=370)  # beyond the news of it: so long the order of the looks is known

account = Table(
    "account",
    metadata,
    Column("team", Text, primary_key=True),
    Column("id", Text, primary_key=True),  # the company's
    Column("looked_at", Moment, nullable=False, index=True),
    Column("event", Text, nullable=False),  # "": none is known
    Column("link", Text),
    Column("happened", Date),
)
account_round = Table(  # one for each team that reads digests
    "account_round",
    metadata,
    Column("team", Text, primary_key=True),
    Column("wanted_at", Moment, nullable=False),  # when somebody last asked for a digest, or one came
    Column("turn", Integer, nullable=False),  # part of its job's key: each look is one job
    Column("due", Moment),  # null: nobody wants it any more
)


@dataclass(frozen=True, slots=True)
class News:
    """The newest dated event of a public source about an account, in words."""

    account: str  # the company's id
    event: str
    link: str | None
    happened: date


@dataclass(frozen=True, slots=True)
class Round:
    """A team's looks: the present one, and since when nobody has asked for any."""

    wanted_at: datetime
    turn: int
    due: datetime | None


class Accounts:
    """The tables of looks. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def wanted(self, team: str, now: datetime) -> None:
        """A digest is read here: go on looking, or begin to."""

        async def write(db: AsyncConnection) -> None:
            there = await _round(db, team, hold=True)
            due, turn = (there.due, there.turn) if there else (None, -1)
            begins = due is None or due < now - LOST
            turn = turn + 1 if begins else turn
            row = {"team": team, "wanted_at": now, "turn": turn, "due": now if begins else due}
            insert = self._database.insert(account_round).values(row)
            await db.execute(insert.on_conflict_do_update(index_elements=["team"], set_=row))
            if begins:
                await self._due(db, team, turn, now)

        await self._database.transact(write)
        self._database.due()

    async def round(self, team: str) -> Round | None:
        """How a team's looks stand; None: it never had one."""
        async with self._database.reading() as db:
            return await _round(db, team)

    async def ended(self, team: str, turn: int, due: datetime | None) -> None:
        """A look is over: plan the next; None: no more of them. Nothing happens when it had ended before."""
        change = update(account_round).where(account_round.c.team == team, account_round.c.turn == turn)
        following = turn + 1 if due else turn

        async def write(db: AsyncConnection) -> None:
            changed = await db.execute(change.values(turn=following, due=due))
            if changed.rowcount and due:
                await self._due(db, team, following, due)

        await self._database.transact(write)
        self._database.due()

    async def looked(self, team: str) -> Mapping[str, datetime]:
        """When each account was last looked at."""
        asked = select(account.c.id, account.c.looked_at).where(account.c.team == team)
        async with self._database.reading() as db:
            return {str(id_): at for id_, at in await db.execute(asked)}

    async def keep(self, team: str, id: str, now: datetime, found: News | None) -> None:  # noqa: A002 (its name everywhere)
        """It was looked at; what was known of it stays when nothing was found."""
        changed: dict[str, object] = {"looked_at": now}
        if found:
            changed |= {"event": plain(found.event), "link": found.link and plain(found.link)}
            changed |= {"happened": found.happened}
        insert = self._database.insert(account).values({"team": team, "id": plain(id), "event": "", **changed})

        async def write(db: AsyncConnection) -> None:
            await db.execute(insert.on_conflict_do_update(index_elements=["team", "id"], set_=changed))

        await self._database.transact(write)

    async def news(self, team: str, since: date) -> Sequence[News]:
        """What happened since that day, newest first."""
        asked = select(account).where(account.c.team == team, account.c.event != "", account.c.happened >= since)
        async with self._database.reading() as db:
            rows = await db.execute(asked.order_by(account.c.happened.desc(), account.c.id))
            return [News(row.id, row.event, row.link, row.happened) for row in rows]

    async def prune(self, before: datetime, limit: int = 1000) -> int:
        """Forget events from before that day, and accounts nobody has looked at for a year longer; how many."""
        past = account.c.event != "", account.c.happened < before.astimezone(UTC).date()
        named = tuple_(account.c.team, account.c.id)
        old = select(account.c.team, account.c.id).where(*past).limit(limit)
        gone = select(account.c.team, account.c.id).where(account.c.looked_at < before - LOOKS_KEPT).limit(limit)

        async def write(db: AsyncConnection) -> int:
            emptied = update(account).where(named.in_(old)).values(event="", link=None, happened=None)
            forgotten = await db.execute(delete(account).where(named.in_(gone)))
            return max((await db.execute(emptied)).rowcount, forgotten.rowcount)

        return await self._database.transact(write)

    async def _due(self, db: AsyncConnection, team: str, turn: int, due: datetime) -> None:
        new = NewJob(KIND, team, job_key(turn), {"turn": turn}, due)
        row = {**row_of(new), "next_at": due, "state": "waiting"}
        await db.execute(
            self._database.insert(job).values(row).on_conflict_do_nothing()
        )  # by a digest at the same time


def job_key(turn: int) -> str:
    """The key of the job of a team's look."""
    return f"{KIND}:{turn}"


async def _round(db: AsyncConnection, team: str, *, hold: bool = False) -> Round | None:
    asked = select(account_round).where(account_round.c.team == team)
    row = (await db.execute(asked.with_for_update() if hold else asked)).first()
    return Round(row.wanted_at, row.turn, row.due) if row else None

"""Experiments: one at a time in a team, and what they and the weeks before add up to, account by account."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, Float, case, func, select, text, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.assigning import Experiment, assign, experiment, experiment_of, experiments_of
from bot.store.engine import Database, on_one_core
from bot.store.nouns import ACCOUNT, touch
from bot.store.numbering import CONVERSATION, MEETING, take_turns
from bot.store.tables import plain
from bot.store.yields import Sums, Window, products, sums


@dataclass(frozen=True, slots=True)
class Arm:
    """The prospects of one arm: `sums` are added up over accounts, `of` prospects with `n` that came to a meeting."""

    sums: Sums
    conversed: int = 0
    briefed: int = 0  # prospects with a call before which a brief was read


@dataclass(frozen=True, slots=True)
class Trial:
    """An experiment and what has ripened of it, as assigned."""

    experiment: Experiment
    briefing: Arm
    held_out: Arm
    ripening: int = 0  # prospects that are in neither yet


@dataclass(frozen=True, slots=True)
class Past:
    """What a team's weeks have held: new prospects, account by account."""

    arm: Arm
    first: datetime | None  # the first of these first touches


PAGE = 1000  # prospects of one statement
NOBODY = Arm(Sums("", 0, 0, 0, 0, 0, 0))


class Experiments:
    """The table of experiments. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def start(self, new: Experiment) -> tuple[Experiment, bool]:
        """Begin it; the one that runs, and whether it is this one: whoever comes second finds the first's."""
        over = update(experiment).where(experiment.c.team == new.team, experiment.c.ended_at.is_(None))
        row = asdict(replace(new, started_by_name=plain(new.started_by_name)))

        async def write(db: AsyncConnection) -> tuple[Experiment, bool]:
            await take_turns(db, new.team)
            await db.execute(over.where(experiment.c.until <= new.started_at).values(ended_at=experiment.c.until))
            insert = self._database.insert(experiment).values(row).on_conflict_do_nothing()
            made = (await db.execute(insert.returning(experiment.c.id))).first()
            await _assign_since(db, new.team, new.started_at)
            there = await experiments_of(db, new.team)
            return (new, True) if made else (next(one for one in there if one.ended_at is None), False)

        return await self._database.transact(write)

    async def stop(self, team: str, id: str, now: datetime, by_name: str) -> Experiment | None:  # noqa: A002 (its name everywhere)
        """End it before its time, keeping what was measured; None when it is over already."""
        runs = (experiment.c.team == team, experiment.c.id == id, experiment.c.ended_at.is_(None))
        ended = update(experiment).where(*runs, experiment.c.until > now)

        async def write(db: AsyncConnection) -> Experiment | None:
            await take_turns(db, team)
            row = (
                await db.execute(ended.values(ended_at=now, ended_by_name=plain(by_name)).returning(experiment))
            ).first()
            await _assign_since(db, team, now)
            return experiment_of(row) if row else None

        return await self._database.transact(write)

    async def newest(self, team: str) -> Experiment | None:
        """The one that runs, else the last that did."""
        async with self._database.reading() as db:
            return next(iter(await experiments_of(db, team)), None)

    async def holding_out(self, team: str, account: str, now: datetime) -> Experiment | None:
        """The running experiment, when it holds out this account."""
        one = await self.newest(team)
        return one if one and one.holds_back(account, now) else None

    async def tally(self, team: str, window: Window) -> Trial | None:
        """What a team's newest experiment has come to, whole however short the window; None when it was before it."""
        one = await self.newest(team)
        if one is None or one.end < window.since:
            return None
        arms = {(bool(row.held_out), bool(row.ripe)): row for row in await self._rows(trial, one, window.ripe)}
        return Trial(
            one,
            _arm("briefing", arms.get((False, True))),
            _arm("held out", arms.get((True, True))),
            sum(int(row.m) for (_, ripe), row in arms.items() if not ripe),
        )

    async def past(self, team: str, since: datetime, until: datetime) -> Past:
        """Prospects of companies first touched in this time, and how far they got, ever."""
        [row] = await self._rows(past, team, since, until)
        return Past(_arm("past", row), None if row.first is None else datetime.fromtimestamp(row.first, UTC))

    async def _rows(self, asked: Any, *of: Any) -> Sequence[Any]:  # noqa: ANN401 (one of the two below, and what it asks)
        async with self._database.reading() as db:
            await on_one_core(db)
            return (await db.execute(asked(*of, ACCOUNT[db.dialect.name]))).all()


_depth = func.max(case((touch.c.attempt >= 1, touch.c.depth), else_=0)).label("depth")
_first = func.min(type_coerce(touch.c.at, Float)).label("first")
_briefed = func.max(case((touch.c.briefed, 1), else_=0)).label("briefed")


def trial(one: Experiment, ripe: datetime, account: ColumnElement[str]) -> Executable:
    """Both arms, ripe and not: along touch_by_experiment, which has no other touches than theirs."""
    each = (
        select(touch.c.held_out, account.label("account"), _depth, _first, _briefed)
        .where(touch.c.team == one.team, touch.c.experiment == one.id)
        .group_by(touch.c.held_out, touch.c.prospect)
        .subquery()
    )
    grown = case((each.c.first < ripe.timestamp(), 1), else_=0).label("ripe")
    accounts = (
        select(each.c.held_out, grown, *_counted(each))
        .group_by(each.c.held_out, text("ripe"), each.c.account)
        .subquery()
    )
    return select(accounts.c.held_out, accounts.c.ripe, *_added(accounts)).group_by(accounts.c.held_out, text("ripe"))


def past(team: str, since: datetime, until: datetime, account: ColumnElement[str]) -> Executable:
    """The prospects of companies first touched in between: one pass over touch_by_cohort."""
    began = func.min(type_coerce(touch.c.at, Float))
    each = (
        select(account.label("account"), _depth, _first, _briefed)
        .where(touch.c.team == team, text("undone_at IS NULL"))
        .group_by(touch.c.prospect)
        .having(began >= since.timestamp(), began < until.timestamp())
        .subquery()
    )
    accounts = (
        select(*_counted(each), func.min(each.c.first).label("first"))
        .where(each.c.account != "")
        .group_by(each.c.account)
        .subquery()
    )
    return select(*_added(accounts), func.min(accounts.c.first).label("first"))


def _counted(each: Any) -> list[ColumnElement[int]]:  # noqa: ANN401 (a subquery of SQLAlchemy's)
    """Of each account: prospects, meetings, conversations, prospects who were called with a brief."""
    met, talked = (func.sum(case((each.c.depth >= depth, 1), else_=0)) for depth in (MEETING, CONVERSATION))
    return [
        func.count().label("m"),
        met.label("y"),
        talked.label("conversed"),
        func.sum(each.c.briefed).label("briefed"),
    ]


def _added(accounts: Any) -> list[ColumnElement[int]]:  # noqa: ANN401 (a subquery of SQLAlchemy's)
    names = ("m", "n", "m_m", "m_n", "n_n", "accounts")
    summed = [made.label(name) for name, made in zip(names, products(accounts.c.m, accounts.c.y), strict=True)]
    return [*summed, *(func.coalesce(func.sum(accounts.c[name]), 0).label(name) for name in ("conversed", "briefed"))]


def _arm(name: str, row: Any) -> Arm:  # noqa: ANN401 (a row of SQLAlchemy's)
    if row is None:
        return replace(NOBODY, sums=replace(NOBODY.sums, value=name))
    counted = (row.m, row.n, row.m_m, row.m_n, row.n_n, row.accounts)
    return Arm(sums((name, *counted)), int(row.conversed), int(row.briefed))


async def _assign_since(db: AsyncConnection, team: str, since: datetime) -> None:
    """Assign who was touched since then: whatever another process has written while this waited for its turn."""
    wanted = select(touch.c.prospect).where(touch.c.team == team, touch.c.at >= since).distinct()
    found = [str(prospect) for prospect in (await db.execute(wanted)).scalars()]
    for at in range(0, len(found), PAGE):
        await assign(db, team, found[at : at + PAGE])

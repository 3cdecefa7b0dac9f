"""Money: the numbers a team's manager has entered, which a yield needs to say what Warmup saves and costs."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Column, Integer, Row, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.engine import Database
from bot.store.tables import Moment, metadata, plain

CENT = Decimal("0.01")

money = Table(
    "money",
    metadata,
    Column("team", Text, primary_key=True),
    # All in hundredths: no database rounds a whole number.
    Column("minutes", BigInteger, nullable=False),
    Column("hour", BigInteger, nullable=False),
    Column("data", BigInteger, nullable=False),
    Column("model", BigInteger, nullable=False),
    Column("worth", BigInteger),
    Column("currency", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("turn", Integer, nullable=False),  # how often they have been changed
    Column("delivery", Text, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Money:
    """What somebody entered for the team; amounts with two decimals, in one currency."""

    minutes: Decimal  # of preparing a call that a brief saves
    hour: Decimal  # what an hour of a rep costs
    data: Decimal  # what data costs in a month
    model: Decimal  # likewise the model
    worth: Decimal | None  # of one meeting; None: nobody said
    currency: str  # ISO 4217: "EUR"
    by: str
    by_name: str
    at: datetime
    turn: int = 1


class Moneys:
    """The table of these numbers, one row for each team. Raises NotStored."""

    def __init__(self, database: Database) -> None:
        """Keep to this database."""
        self._database = database

    async def find(self, team: str) -> Money | None:
        """What was entered last; None: nothing yet."""
        async with self._database.reading() as db:
            return await _there(db, team)

    async def enter(self, team: str, new: Money, seen: int, delivery: str) -> tuple[Money, bool]:
        """Keep new numbers unless somebody has changed them since turn `seen` (0: there were none).

        What is kept now, and whether it is this: of two at once the second is not, and sees the first.
        """
        row = {**_row_of(new), "turn": seen + 1, "delivery": delivery}

        async def write(db: AsyncConnection) -> tuple[Money, bool]:
            if seen:
                unchanged = money.update().where(money.c.team == team, money.c.turn == seen)
                await db.execute(unchanged.values(**row))
            else:
                await db.execute(self._database.insert(money).values(team=team, **row).on_conflict_do_nothing())
            asked = select(money).where(money.c.team == team)
            kept = (await db.execute(asked)).first()
            return (_money_of(kept), kept.delivery == delivery) if kept else (new, False)

        return await self._database.transact(write)


async def _there(db: AsyncConnection, team: str) -> Money | None:
    row = (await db.execute(select(money).where(money.c.team == team))).first()
    return _money_of(row) if row else None


def _row_of(new: Money) -> dict[str, object]:
    return {
        "minutes": _hundredths(new.minutes),
        "hour": _hundredths(new.hour),
        "data": _hundredths(new.data),
        "model": _hundredths(new.model),
        "worth": None if new.worth is None else _hundredths(new.worth),
        "currency": new.currency,
        "by": new.by,
        "by_name": plain(new.by_name),
        "at": new.at,
    }


def _hundredths(amount: Decimal) -> int:
    return int((amount * 100).to_integral_value())


def _money_of(row: Row[Any]) -> Money:
    return Money(
        minutes=row.minutes * CENT,
        hour=row.hour * CENT,
        data=row.data * CENT,
        model=row.model * CENT,
        worth=None if row.worth is None else row.worth * CENT,
        currency=row.currency,
        by=row.by,
        by_name=row.by_name,
        at=row.at,
        turn=row.turn,
    )

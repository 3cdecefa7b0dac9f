"""Numbers the dials to a prospect in the order in which they were made, so that a yield need only count."""

from collections.abc import Collection

from sqlalchemy import BigInteger, Float, and_, case, cast, func, or_, select, text, true, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import CONNECTS, CONVERSED, CallOutcome
from bot.store.assigning import assign
from bot.store.nouns import touch

CALL = "call"  # the channel of a dial
MEETING, CONVERSATION, CONNECT = 3, 2, 1
DAY = 86_400  # seconds
BITS = {"who": 1, "why_now": 2, "way_in": 4}


def depth(outcome: CallOutcome) -> int:
    """How far a dial got: 0 they were not reached, 1 a connect, 2 a conversation, 3 a meeting."""
    if outcome is CallOutcome.MEETING:
        return MEETING
    return CONVERSATION if outcome in CONVERSED else CONNECT if outcome in CONNECTS else 0


def key_bits(keys: str) -> int:
    """The turned keys ("who why_now") as a sum."""
    return sum(bit for key, bit in BITS.items() if key in keys.split())


async def take_turns(db: AsyncConnection, team: str) -> None:
    """Let one transaction at a time change a team's touches: two numbering one prospect would not see each other.

    SQLite has one writer anyway.
    """
    if db.dialect.name == "postgresql":
        await db.execute(text("SELECT pg_advisory_xact_lock(hashtext(:team))"), {"team": f"touch {team}"})


async def number(db: AsyncConnection, team: str, prospects: Collection[str]) -> None:
    """Number the dials to these prospects anew, and assign them; what was undone is none.

    The turn is taken: see take_turns.
    """
    mine = and_(touch.c.team == team, touch.c.prospect.in_(prospects))
    counts = and_(touch.c.channel == CALL, touch.c.undone_at.is_(None))
    conversed = case((touch.c.depth >= CONVERSATION, 1), else_=0)
    order = (touch.c.at, touch.c.id)
    before = func.max(conversed).over(partition_by=touch.c.prospect, order_by=order, rows=(None, -1))
    day = cast(type_coerce(touch.c.at, Float), BigInteger) // DAY  # in UTC
    alike = (touch.c.prospect, touch.c.rep, touch.c.briefed, day)
    first = func.row_number().over(partition_by=alike, order_by=order) == 1
    dial = (
        select(
            touch.c.id,
            func.row_number().over(partition_by=touch.c.prospect, order_by=order).label("attempt"),
            (func.coalesce(before, 0) > 0).label("earlier"),
            case((and_(touch.c.briefed, first), true())).label("prepared"),
        )
        .where(mine, counts)
        .subquery()
    )
    numbered = ("attempt", "earlier", "prepared")
    moved = or_(*(touch.c[name].is_distinct_from(dial.c[name]) for name in numbered))
    await db.execute(
        update(touch)
        .where(touch.c.team == team, touch.c.id == dial.c.id, moved)
        .values({name: dial.c[name] for name in numbered})
    )
    await assign(db, team, prospects)

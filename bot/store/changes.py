"""What may happen to a claimed job: each change holds only for its owner, and many share a commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Integer,
    Text,
    any_,
    bindparam,
    case,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import Update

from bot.store.tables import Moment, job

NO_BODY: Mapping[str, object] = {}  # of what has ended: people are named in a body

# The fence: still ours, and not over. Without the second half a late write would revive a finished row.
_mine = update(job).where(
    job.c.id == bindparam("job_id"), job.c.owner == bindparam("me", type_=Text), job.c.next_at.is_not(None)
)
_at = bindparam("at", type_=Moment)
_words = bindparam("words", type_=Text)
_tries = job.c.attempts - bindparam("uncounted", type_=Integer)
_as_it_is = case((job.c.state == "posting", "posting"), else_="waiting")

POSTING = _mine.values(
    state="posting",
    first_sent=func.coalesce(job.c.first_sent, _at),
    next_at=func.coalesce(bindparam("until", type_=Moment), job.c.next_at),
    ts=func.coalesce(_words, job.c.ts),
)
POSTED = _mine.values(ts=_words)
DONE = _mine.values(
    state="done", next_at=None, ended_at=_at, body=NO_BODY, ts=func.coalesce(_words, job.c.ts), error=None
)
WAIT = _mine.values(state="waiting", owner=None, next_at=_at, attempts=_tries)
WAIT_AND_LOOK = _mine.values(state=_as_it_is, owner=None, next_at=_at, attempts=_tries)
BURY = _mine.values(state="dead", next_at=None, ended_at=_at, error=_words)


@dataclass(frozen=True, slots=True)
class Change:
    """One of the above for one job; `values` are the words it has beside `job_id` and `me`."""

    job_id: int
    me: str
    statement: Update
    values: Mapping[str, object]

    @property
    def parameters(self) -> dict[str, object]:
        """Everything the statement asks for."""
        return {"job_id": self.job_id, "me": self.me, **self.values}


async def apply(db: AsyncConnection, changes: Sequence[Change]) -> list[bool]:
    """Make the changes; for each, whether the job was still its owner's."""
    if len(changes) == 1:
        [change] = changes
        return [(await db.execute(change.statement, change.parameters)).rowcount > 0]
    return await _apply_together(db, changes)


async def _apply_together(db: AsyncConnection, changes: Sequence[Change]) -> list[bool]:
    """Ask once whose the rows are (and hold them), then send each kind once: several times as fast."""
    ids = [change.job_id for change in changes]
    held = select(job.c.id, job.c.owner).where(job.c.id.in_(ids), job.c.next_at.is_not(None))
    left = {(row.id, row.owner) for row in await db.execute(held.order_by(job.c.id).with_for_update())}
    made: list[bool] = []
    together: dict[Update, list[dict[str, object]]] = {}
    for change in changes:
        mine = (change.job_id, change.me) in left
        left.discard((change.job_id, change.me))  # of two for the same job only the first is sure to find it ours
        made.append(mine)
        if mine:
            together.setdefault(change.statement, []).append(change.parameters)
    for statement, parameters in together.items():
        await db.execute(statement, parameters)
    return made


_over = {"state": "done", "next_at": None, "ended_at": _at, "body": NO_BODY, "error": None}
_left = (job.c.owner == bindparam("me", type_=Text), job.c.next_at.is_not(None))
_these = job.c.id.in_(select(func.json_each(bindparam("ids", type_=JSON)).table_valued("value")))
# The rows are held in one order first: two processes that disagreed would deadlock. SQLite has one writer.
_held = select(job.c.id).where(job.c.id == any_(bindparam("ids", type_=ARRAY(BigInteger))), *_left)
_held_in_order = _held.order_by(job.c.id).with_for_update().cte("held")
DONE_ALL = {  # a list of any length in one statement: PostgreSQL prepares it once
    "sqlite": update(job).where(_these, *_left).values(**_over),
    "postgresql": update(job).where(job.c.id.in_(select(_held_in_order.c.id))).values(**_over),
}


class NotAll(Exception):
    """Some of these were no longer ours; nothing was changed."""


async def done_all(db: AsyncConnection, me: str, ids: Sequence[int], at: datetime) -> None:
    """End all of these, which need no words. Raises NotAll."""
    ended = await db.execute(DONE_ALL[db.dialect.name], {"ids": list(ids), "me": me, "at": at})
    if ended.rowcount != len(ids):
        raise NotAll


async def done_of(db: AsyncConnection, me: str, ids: Sequence[int], at: datetime) -> set[int]:
    """End those of them that are still ours, each by itself; which."""
    left = sorted(ids)
    return {
        id_ for id_ in left if (await db.execute(DONE, {"job_id": id_, "me": me, "at": at, "words": None})).rowcount
    }

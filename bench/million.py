"""A million touches, made in the database itself, over SQLite and PostgreSQL, and how a statement is planned there."""

import asyncio
import os
import re
import resource
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from time import perf_counter
from uuid import uuid4

from sqlalchemy import Executable, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.store.engine import Database

SERVER = os.environ.get("WARMUP_BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
TOUCHES, PROSPECTS = 1_000_000, 200_000
NUMBERS = {
    "sqlite": "WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < :last)",
    "postgresql": "WITH s AS (SELECT n FROM generate_series(0::bigint, CAST(:last AS bigint)) AS g(n))",
}
# Arithmetic instead of chance: both databases get the same touches, three years of them, some prospects with many.
MADE_UP = """, d AS (
    SELECT c.*, 1790000000 - p * 104729 % 94608000 + n * 7919 % 5184000 AS at FROM (
        SELECT n, (n * 7919 % :prospects) / (1 + n % 3) AS p, n * 48271 % 2147483647 % 100 AS luck, n * 31 % 8 AS bits
        FROM s
    ) AS c
), e AS (
    SELECT d.*, CASE WHEN luck < 4 THEN 3 WHEN luck < 16 THEN 2 WHEN luck < 22 THEN 1 ELSE 0 END AS depth FROM d
)
INSERT INTO touch (team, id, delivery, slot, prospect, person, company, rep, rep_name, at, channel, outcome, note,
    briefed, warmth, keys, "trigger", hour, key_bits, depth, attempt, earlier, prepared)
SELECT 'local', 'id' || n, 'd' || n, 's' || n, 'client ' || p || '|example works ' || (p % 311), 'Client ' || p,
    'Example Works ' || (p % 311), 'U' || (n % 40), 'Rep ' || (n % 40), at, 'call',
    CASE depth WHEN 3 THEN 'meeting' WHEN 2 THEN 'talked' WHEN 1 THEN 'hung_up' ELSE 'no_answer' END,
    '', n % 2 = 0, bits % 2 + bits / 2 % 2 + bits / 4,
    CASE bits WHEN 0 THEN '' WHEN 1 THEN 'who' WHEN 2 THEN 'why_now' ELSE 'who why_now way_in' END,
    CASE WHEN bits / 2 % 2 = 1 THEN 'topic ' || (n % 9) ELSE '' END, at / 3600 % 24, bits, depth,
    row_number() OVER (PARTITION BY p ORDER BY at, n),
    coalesce(max(CASE WHEN depth >= 2 THEN 1 ELSE 0 END)
        OVER (PARTITION BY p ORDER BY at, n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) > 0,
    CASE WHEN n % 4 = 0 THEN 1 = 1 END
FROM e"""


@asynccontextmanager
async def postgresql() -> AsyncGenerator[str]:
    """A database of our own, dropped afterwards."""
    name = f"warmup_bench_{uuid4().hex}"
    server = create_async_engine(SERVER.replace("postgresql://", "postgresql+asyncpg://"), isolation_level="AUTOCOMMIT")
    try:
        async with server.connect() as db:
            await db.execute(text(f'CREATE DATABASE "{name}"'))
        yield f"{SERVER.rpartition('/')[0]}/{name}"
        async with server.connect() as db:
            await db.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    finally:
        await server.dispose()


async def command(url: str, *words: str) -> tuple[float, float]:
    """Seconds that `warmup` takes from its start to its end, and of them those of its own CPU."""
    began, before = perf_counter(), _children()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words), env={**os.environ, "DATABASE_URL": url}, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said
    return perf_counter() - began, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def filled(there: Database, touches: int) -> None:
    """So many touches, made in the database itself."""
    numbers = NUMBERS[there.writer.dialect.name]
    async with there.writing() as db:
        await db.execute(text(numbers + MADE_UP), {"last": touches - 1, "prospects": PROSPECTS})
    if there.writer.dialect.name == "postgresql":  # what its autovacuum does a minute after such a load
        engine = there.writer.execution_options(isolation_level="AUTOCOMMIT")
        async with engine.connect() as db:
            await db.execute(text("VACUUM ANALYZE touch"))


async def plan(db: AsyncConnection, statement: Executable) -> str:
    """The steps of a statement's plan that read or sort, each once."""
    compiled = statement.compile(  # pyright: ignore[reportAttributeAccessIssue] every one can be compiled
        dialect=db.dialect, compile_kwargs={"literal_binds": True, "render_postcompile": True}
    )
    explain = "EXPLAIN QUERY PLAN" if db.dialect.name == "sqlite" else "EXPLAIN (COSTS OFF)"
    rows = (await db.exec_driver_sql(f"{explain} {compiled}".replace("%%", "%"))).all()
    steps = (re.sub(r" touch_\d+$", "", str(row[-1]).strip(" ->")) for row in rows)
    kept = (
        re.sub(r"hour=\?.*", "hour=?)", step)
        for step in steps
        if re.match(r"SEARCH|SCAN|USE TEMP|.*(Scan|Sort|Aggregate)", step)
    )
    return "; ".join(dict.fromkeys(kept))

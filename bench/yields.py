"""A yield of a million touches, and the import of a campaign, over SQLite and PostgreSQL, with the plans."""

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from sqlalchemy import Executable, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bench.figures import table, verdict
from bot.measuring import measure, window
from bot.store import Store, Window, yields
from bot.store.engine import Database, database
from tests.doubles.campaign import as_file, campaign

SERVER = os.environ.get("WARMUP_BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
TOUCHES, PROSPECTS = 1_000_000, 200_000
CONTACTS = 41_188
AIM, IMPORTED = 2.0, 30.0  # seconds
NOW = datetime(2026, 11, 24, 21, 42, tzinfo=UTC)
SPANS = (100_000, 90)  # days
EVER = replace(window(NOW, SPANS[0]), since=yields.DAWN)  # as a tally says it when a window leaves out no touch
ASKED: dict[str, Callable[[str, Window], Executable]] = {
    "by prospect": yields.cohorts,
    "by earlier conversation and key": yields.flags,
    "by attempt": yields.attempts,
    "by hour": yields.hours,
    "by trigger": yields.triggers,
}
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
    briefed, warmth, keys, "trigger", hour, key_bits, depth, attempt, earlier)
SELECT 'local', 'id' || n, 'd' || n, 's' || n, 'client ' || p || '|example works ' || p % 311, 'Client ' || p,
    'Example Works ' || p % 311, 'U' || n % 40, 'Rep ' || n % 40, at, 'call',
    CASE depth WHEN 3 THEN 'meeting' WHEN 2 THEN 'talked' WHEN 1 THEN 'hung_up' ELSE 'no_answer' END,
    '', n % 2 = 0, bits % 2 + bits / 2 % 2 + bits / 4,
    CASE bits WHEN 0 THEN '' WHEN 1 THEN 'who' WHEN 2 THEN 'why_now' ELSE 'who why_now way_in' END,
    CASE WHEN bits / 2 % 2 = 1 THEN 'topic ' || n % 9 ELSE '' END, at / 3600 % 24, bits, depth,
    row_number() OVER (PARTITION BY p ORDER BY at, n),
    coalesce(max(CASE WHEN depth >= 2 THEN 1 ELSE 0 END)
        OVER (PARTITION BY p ORDER BY at, n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) > 0
FROM e"""


async def run(rounds: int, *, tiny: bool) -> str:
    """Measure on each database that is there."""
    parts: list[str] = ["## yields"]
    with tempfile.TemporaryDirectory() as folder:
        parts.append(await _measured("SQLite", f"sqlite:///{folder}/warmup.sqlite3", Path(folder), rounds, tiny=tiny))
        try:
            async with _postgresql() as url:
                parts.append(await _measured("PostgreSQL", url, Path(folder), rounds, tiny=tiny))
        except OSError as error:
            parts.append(f"PostgreSQL is absent ({error}): start one, or say in WARMUP_BENCH_POSTGRES where it is.")
    return "\n\n".join(parts)


@asynccontextmanager
async def _postgresql() -> AsyncGenerator[str]:
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


async def _measured(name: str, url: str, folder: Path, rounds: int, *, tiny: bool) -> str:
    store = await Store.open(url, patience=60)
    await store.upgrade()
    imported = await _imported(url, folder, 100 if tiny else CONTACTS)
    there = database(url, 600, pooled=False)
    await _filled(there, 2_000 if tiny else TOUCHES)
    found = {f"the last {days:,} days": [await _tallied(store, days) for _ in range(rounds)] for days in SPANS}
    whole = [await _command(url, "yield", "--days", str(SPANS[0]), "--format", "json") for _ in range(rounds)]
    lines = [
        verdict(
            f"{name}: import of {CONTACTS:,} contacts, the whole command",
            [imported],
            IMPORTED,
            at_least=False,
            unit=" s",
        ),
        *(verdict(f"{name}: yield of {span}", times, AIM, at_least=False, unit=" s") for span, times in found.items()),
        verdict(f"{name}: `warmup yield`, the whole command", whole, AIM, at_least=False, unit=" s"),
    ]
    plans = {asked: [str(await _time(there, of)), await _plan(there, of)] for asked, of in ASKED.items()}
    await there.close()
    await store.close()
    return "\n".join(lines) + "\n\n" + table((name, "seconds", "plan"), plans)


def _within(name: str, times: list[float], aim: float) -> str:
    return verdict(name, times, aim, at_least=False, unit=" s")


async def _imported(url: str, folder: Path, contacts: int) -> float:
    """Seconds to import a made-up campaign of so many contacts, the process's start included."""
    file = folder / "campaign.csv"
    file.write_bytes(as_file(campaign(contacts)[:contacts]))
    return await _command(url, "import", "touches", str(file), "--team", "campaign")


async def _command(url: str, *words: str) -> float:
    """Seconds that `warmup` takes from its start to its end."""
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words), env={**os.environ, "DATABASE_URL": url}, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said
    return perf_counter() - began


async def _filled(there: Database, touches: int) -> None:
    """So many touches, made in the database itself."""
    numbers = NUMBERS[there.writer.dialect.name]
    async with there.writing() as db:
        await db.execute(text(numbers + MADE_UP), {"last": touches - 1, "prospects": PROSPECTS})
    if there.writer.dialect.name == "postgresql":  # what its autovacuum does a minute after such a load
        engine = there.writer.execution_options(isolation_level="AUTOCOMMIT")
        async with engine.connect() as db:
            await db.execute(text("VACUUM ANALYZE touch"))


async def _tallied(store: Store, days: int) -> float:
    began = perf_counter()
    asked = window(NOW, days)
    made = measure(await store.yields.tally("local", asked), asked, NOW)
    took = perf_counter() - began
    assert made.by_prospect[0][1].of or days < SPANS[0]
    return took


async def _time(there: Database, of: Callable[[str, Window], Executable]) -> float:
    began = perf_counter()
    async with _reading(there) as db:
        await db.execute(of("local", EVER))
    return round(perf_counter() - began, 2)


@asynccontextmanager
async def _reading(there: Database) -> AsyncGenerator[AsyncConnection]:
    """A connection as a tally has it."""
    async with there.reading() as db:
        if db.dialect.name == "postgresql":
            await db.execution_options(isolation_level="READ COMMITTED")
            await db.execute(yields.ONE_CORE_EACH)
        yield db


async def _plan(there: Database, of: Callable[[str, Window], Executable]) -> str:
    """The steps of the plan that read or sort, each once."""
    async with _reading(there) as db:
        statement = of("local", EVER).compile(  # pyright: ignore[reportAttributeAccessIssue] every one can be compiled
            dialect=db.dialect, compile_kwargs={"literal_binds": True, "render_postcompile": True}
        )
        explain = "EXPLAIN QUERY PLAN" if db.dialect.name == "sqlite" else "EXPLAIN (COSTS OFF)"
        rows = (await db.exec_driver_sql(f"{explain} {statement}".replace("%%", "%"))).all()
    steps = (re.sub(r" touch_\d+$", "", str(row[-1]).strip(" ->")) for row in rows)
    kept = (
        re.sub(r"hour=\?.*", "hour=?)", step)
        for step in steps
        if re.match(r"SEARCH|USE TEMP|.*(Scan|Sort|Aggregate)", step)
    )
    return "; ".join(dict.fromkeys(kept))

"""Lateness: very many promises due in the same second, beside a bare loop of SQL and a job library."""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg

from bench.figures import ratios, shown, table, verdict

SERVER = os.environ.get("WARMUP_BENCH_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
ROOT = Path(__file__).parents[2]
BARE, OURS, LIBRARY = "bare", "ours", "pgqueuer"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
TITLES: Mapping[tuple[str, str], str] = {
    (SQLITE, BARE): "SQLite, bare loop of SQL",
    (SQLITE, OURS): "SQLite, **Warmup**",
    (POSTGRESQL, BARE): "PostgreSQL, bare loop of SQL",
    (POSTGRESQL, OURS): "PostgreSQL, **Warmup**",
    (POSTGRESQL, LIBRARY): "PostgreSQL, pgqueuer",
}
AS_LATE_AS_BARE = 2.0
PATIENCE = 180.0  # seconds for one measurement


@dataclass(frozen=True, slots=True)
class Plan:
    """How many are due at once, and how many wait for another day."""

    rounds: int = 3
    due: int = 10_000
    pending: int = 100_000


@dataclass(slots=True)
class Measured:
    """One variant's figures, a value for each round; times in seconds."""

    rate: list[float] = field(default_factory=list[float])
    p50: list[float] = field(default_factory=list[float])
    p99: list[float] = field(default_factory=list[float])
    margin: list[float] = field(default_factory=list[float])  # from the last row made to the moment they are due


async def measure(plan: Plan) -> tuple[dict[tuple[str, str], Measured], list[str]]:
    """All variants in turn, as often as the plan has rounds; and what could not be measured."""
    variants, missing = await _variants()
    found = {variant: Measured() for variant in variants}
    for _ in range(plan.rounds):
        for (database, name), measured in found.items():
            async with _throwaway(database) as url:
                told = await _one(name, url, plan)
            assert told["done"] == plan.due, f"{name} on {database}: {told}"
            assert told["margin"] > 0, f"{name} on {database}: due before the last was made"
            for each in ("rate", "p50", "p99", "margin"):
                getattr(measured, each).append(told[each])
    return found, missing


async def _variants() -> tuple[list[tuple[str, str]], list[str]]:
    missing: list[str] = []
    try:
        await (await asyncpg.connect(SERVER)).close()
    except (OSError, asyncpg.PostgresError) as error:
        missing.append(f"PostgreSQL is absent ({error}): start one, or say in WARMUP_BENCH_POSTGRES where it is.")
    if find_spec(LIBRARY) is None:
        missing.append("pgqueuer is absent: pip install 'warmup[bench]'.")
    there = [
        (database, name)
        for database, name in TITLES
        if (database == SQLITE or "PostgreSQL" not in "".join(missing))
        and (name != LIBRARY or "pgqueuer" not in "".join(missing))
    ]
    return there, missing


async def _one(name: str, url: str, plan: Plan) -> Mapping[str, float]:
    """One measurement in a process of its own; nothing of another is left in its memory."""
    words = ("-m", "bench.lateness.one", name, url, str(plan.due), str(plan.pending))
    process = await asyncio.create_subprocess_exec(sys.executable, *words, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        out, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, f"{name} ended with {process.returncode}"
    return json.loads(out)


@asynccontextmanager
async def _throwaway(database: str) -> AsyncGenerator[str]:
    """A database of this kind that nobody else has; gone afterwards."""
    if database == SQLITE:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder) / 'warmup.sqlite3'}"
        return
    name = f"warmup_bench_{uuid4().hex}"
    server = await asyncpg.connect(SERVER)
    try:
        await server.execute(f'CREATE DATABASE "{name}"')
        yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
    finally:
        await server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await server.close()


def report(found: Mapping[tuple[str, str], Measured], missing: list[str], plan: Plan) -> str:
    """The figures of one run, for people."""
    heads = ("who does them", "jobs/s", "late p50, s", "late p99, s", "p99 beside the bare loop")
    rows = {
        TITLES[variant]: (
            shown(one.rate),
            shown(one.p50),
            shown(one.p99),
            shown(ratios(one.p99, found[variant[0], BARE].p99), " ×"),
        )
        for variant, one in found.items()
    }
    return "\n".join(
        [
            f"## lateness ({plan.due:,} due in the same second, {plan.pending:,} pending; nothing is posted)\n",
            table(heads, rows),
            "",
            *(
                verdict(
                    f"p99 beside the bare loop, {TITLES[database, OURS].partition(',')[0]}",
                    ratios(found[database, OURS].p99, found[database, BARE].p99),
                    AS_LATE_AS_BARE,
                    at_least=False,
                    unit=" ×",
                )
                for database, name in found
                if name == OURS
            ),
            f"All were made at least {min(min(one.margin) for one in found.values()):.1f} s before they were due.",
            *missing,
        ]
    )


async def run(rounds: int, *, tiny: bool = False) -> str:
    """Measure and report; `tiny` only shows that it works."""
    plan = Plan(rounds, 500, 1_000) if tiny else Plan(rounds)
    found, missing = await measure(plan)
    return report(found, missing, plan)

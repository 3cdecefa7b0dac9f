"""A yield of a million touches, and the import of a campaign, over SQLite and PostgreSQL, with the plans."""

import tempfile
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection

from bench.figures import shown, table, verdict
from bench.million import TOUCHES, command, filled, plan, postgresql
from bot.measuring import measure, window
from bot.store import Store, Window, yields
from bot.store.adoption import briefs
from bot.store.engine import Database, database, on_one_core
from bot.store.own_dials import own
from tests.doubles.campaign import as_file, campaign

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
    "a rep's own": lambda team, asked: own(team, "U7", asked),
    "briefs read": lambda team, asked: briefs(team, asked.since),
}


async def run(rounds: int, *, tiny: bool) -> str:
    """Measure on each database that is there."""
    parts: list[str] = ["## yields"]
    with tempfile.TemporaryDirectory() as folder:
        parts.append(await _measured("SQLite", f"sqlite:///{folder}/warmup.sqlite3", Path(folder), rounds, tiny=tiny))
        try:
            async with postgresql() as url:
                parts.append(await _measured("PostgreSQL", url, Path(folder), rounds, tiny=tiny))
        except OSError as error:
            parts.append(f"PostgreSQL is absent ({error}): start one, or say in WARMUP_BENCH_POSTGRES where it is.")
    return "\n\n".join(parts)


async def _measured(name: str, url: str, folder: Path, rounds: int, *, tiny: bool) -> str:
    store = await Store.open(url, patience=60)
    await store.upgrade()
    imported = await _imported(url, folder, 100 if tiny else CONTACTS)
    there = database(url, 600, pooled=False)
    await filled(there, 2_000 if tiny else TOUCHES)
    found = {f"the last {days:,} days": [await _tallied(store, days) for _ in range(rounds)] for days in SPANS}
    whole = [await command(url, "yield", "--days", str(SPANS[0]), "--format", "json") for _ in range(rounds)]
    lines = [
        verdict(
            f"{name}: import of {CONTACTS:,} contacts, the whole command",
            [imported],
            IMPORTED,
            at_least=False,
            unit=" s",
        ),
        *(verdict(f"{name}: yield of {span}", times, AIM, at_least=False, unit=" s") for span, times in found.items()),
        verdict(
            f"{name}: `warmup yield`, the whole command", [one for one, _ in whole], AIM, at_least=False, unit=" s"
        ),
        f"{name}: of it our own CPU, imports included: {shown([cpu for _, cpu in whole], ' s')}",
    ]
    plans = {asked: [str(await _time(there, of)), await _plan(there, of)] for asked, of in ASKED.items()}
    await there.close()
    await store.close()
    return "\n".join(lines) + "\n\n" + table((name, "seconds", "plan"), plans)


async def _imported(url: str, folder: Path, contacts: int) -> float:
    """Seconds to import a made-up campaign of so many contacts, the process's start included."""
    file = folder / "campaign.csv"
    file.write_bytes(as_file(campaign(contacts)[:contacts]))
    return (await command(url, "import", "touches", str(file), "--team", "campaign"))[0]


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
        await on_one_core(db)
        yield db


async def _plan(there: Database, of: Callable[[str, Window], Executable]) -> str:
    async with _reading(there) as db:
        return await plan(db, of("local", EVER))

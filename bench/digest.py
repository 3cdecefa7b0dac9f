"""A digest of a million touches, over SQLite and PostgreSQL, with the plans of what is counted."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter, process_time
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, text

from bench.figures import table, verdict
from bench.million import NUMBERS, TOUCHES, filled, plan, postgresql
from bot import briefing
from bot.app import given
from bot.briefing.workdays import Workdays
from bot.chat import Place, PlaceKind, written
from bot.services import Services
from bot.settings import Settings
from bot.store import prospecting
from bot.store.engine import Database, database, on_one_core
from handlers.digest.card import digest_card
from handlers.digest.chart import drawn
from handlers.digest.gather import gathered
from handlers.digest.turns import period
from tests import examples

AIM = 2.0  # seconds
NOW = datetime(2026, 10, 20, 9, tzinfo=UTC)  # in the thick of the made-up touches
DAWN, DUSK = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
MONTH = NOW - timedelta(days=29)
PROMISES, BRIEFS = 20_000, 300
PLACE = written(Place("desk", "local", "C1", PlaceKind.CHANNEL))
OWED = """
INSERT INTO follow_up (team, id, delivery, rep, rep_name, zone, prospect, person, company, what, due, named, place,
    made_at, state, turn)
SELECT 'local', 'f' || n, 'f' || n, 'U' || (n % 40), 'Rep ' || (n % 40), 'UTC', 'client ' || n || '|example', NULL,
    'Example', 'send pricing', 1790000000 + n * 100, n % 2 = 0, :place, 1790000000,
    CASE n % 4 WHEN 0 THEN 'open' ELSE 'done' END, 0
FROM s"""


async def run(rounds: int, *, tiny: bool) -> str:
    """Measure on each database that is there."""
    parts: list[str] = ["## digest"]
    with tempfile.TemporaryDirectory() as folder:
        parts.append(await _measured("SQLite", f"sqlite:///{folder}/warmup.sqlite3", rounds, tiny=tiny))
    try:
        async with postgresql() as url:
            parts.append(await _measured("PostgreSQL", url, rounds, tiny=tiny))
    except OSError as error:
        parts.append(f"PostgreSQL is absent ({error}): start one, or say in WARMUP_BENCH_POSTGRES where it is.")
    return "\n\n".join(parts)


async def _measured(name: str, url: str, rounds: int, *, tiny: bool) -> str:
    async with given(Settings(database_url=url, warmup_book=None), lambda: NOW) as services:
        there = database(url, 600, pooled=False)
        await filled(there, 2_000 if tiny else TOUCHES)
        await _promised(there, 100 if tiny else PROMISES)
        await _briefed(services, 3 if tiny else BRIEFS)
        whole = [await _digest(services) for _ in range(rounds)]
        began = process_time()
        every = [await _all_at_once(services) for _ in range(rounds)]
        spent = (process_time() - began) / rounds
        lines = [
            verdict(f"{name}: a digest, its picture drawn", whole, AIM, at_least=False, unit=" s"),
            verdict(f"{name}: counted as if all were of four weeks", every, AIM, at_least=False, unit=" s"),
        ]
        lines.append(f"{name}: of that our own CPU, {spent:.2f} s")
        plans = {asked: await _planned(there, of) for asked, of in _asked(there.writer.dialect.name).items()}
        await there.close()
    return "\n".join(lines) + "\n\n" + table((name, "seconds", "plan"), plans)


async def _digest(services: Services) -> float:
    """As `/warmup digest` makes it: counted, looked up, drawn, laid out."""
    began = perf_counter()
    found = await gathered(services, "local", period(NOW, Workdays(ZoneInfo("UTC"), None), week=False))
    card = digest_card(found, drawn(found.steps, found.period.name), None)
    assert card.parts
    return perf_counter() - began


async def _all_at_once(services: Services) -> float:
    """The counts alone, over every touch there is."""
    began = perf_counter()
    await services.store.prospecting.dials("local", DAWN, NOW, DUSK)
    await services.store.prospecting.hours("local", DAWN, DUSK)
    return perf_counter() - began


def _asked(dialect: str) -> Mapping[str, Executable]:
    return {
        "dials of five weeks": prospecting.dialled("local", MONTH, NOW - timedelta(days=1), NOW),
        "the same, of all": prospecting.dialled("local", DAWN, NOW, DUSK),
        "hours of five weeks": prospecting.by_hour("local", MONTH, NOW),
        "companies touched": prospecting.reached("local", [f"example works {n}" for n in range(40)], MONTH, dialect),
        "promises overdue": prospecting.promised("local", NOW),
    }


async def _planned(there: Database, statement: Executable) -> tuple[str, str]:
    """Seconds, and the plan."""
    async with there.reading() as db:
        await on_one_core(db)
        began = perf_counter()
        (await db.execute(statement)).all()
        took = perf_counter() - began
        return f"{took:.2f}", await plan(db, statement)


async def _promised(there: Database, number: int) -> None:
    async with there.writing() as db:
        await db.execute(text(NUMBERS[db.dialect.name] + OWED), {"last": number - 1, "place": PLACE})
    if there.writer.dialect.name == "postgresql":
        async with there.writer.execution_options(isolation_level="AUTOCOMMIT").connect() as db:
            await db.execute(text("VACUUM ANALYZE follow_up"))


async def _briefed(services: Services, number: int) -> None:
    """Briefs of other companies, each with an event."""
    for at in range(number):
        company = replace(examples.ACME, id=f"company:c{at}.com", name=f"Company {at}", domain=f"c{at}.com")
        facts = [
            replace(fact, subject=company.id if fact.subject == examples.ACME.id else fact.subject)
            for fact in examples.EXAMPLE
        ]
        brief = examples.brief(*facts, prospect=replace(examples.PROSPECT, company=company))
        await briefing.keep(services, "local", replace(brief, id=f"b{at}"))

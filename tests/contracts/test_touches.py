"""What colleagues did at a company, found without reading the team's whole log."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from bot.model import CallOutcome, Touch, Whom
from bot.store import Store
from bot.store.engine import database

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def at(account: str, number: int, team: str = "T1", person: str = "jane doe") -> Touch:
    """One dial of theirs; a higher number is later."""
    moment = NOW + timedelta(minutes=number)
    whom = Whom(f"{person}|{account}", person, account)
    return Touch(f"t{number}", team, whom, "U1", "Dana Cho", moment, "call", CallOutcome.TALKED)


@pytest.mark.parametrize("account", ["acme", "at&t", "100% fun_ltd", "data | work", "株式会社 例", "o'neil \\ co"])
async def test_a_companys_touches_are_its_own_newest_first(store: Store, account: str):
    """Whatever its name has in it; nobody whose name ends alike, nobody of another team."""
    others = [at("big " + account, 1), at(account + " gmbh", 2), at("", 3, person=account), at(account, 4, team="T2")]
    theirs = [at(account, 5), at(account, 6, person="ben"), at(account, 7, person="")]
    for one in others + theirs:
        await store.touches.log(one, one.id)
    found = await store.touches.at_company("T1", account)
    assert [one.id for one in found] == ["t7", "t6", "t5"]
    assert [one.id for one in await store.touches.at_company("T1", account, limit=1)] == ["t7"]


async def test_finding_them_reads_an_index(store: Store, database_url: str):
    """A log of a million touches took a second of each brief before there was one."""
    log = [at(f"c{n % 50}", n, person=f"p{n}") for n in range(1_000)]
    assert await store.touches.load("T1", [(one, one.id) for one in log]) == 1_000
    there, seen = database(database_url), list[tuple[str, tuple[object, ...]]]()
    await there.transact(lambda db: db.exec_driver_sql("ANALYZE"))
    event.listen(there.reader.sync_engine, "before_cursor_execute", lambda *given: seen.append((given[2], given[3])))
    reading = type(store.touches)(there)
    assert len(await reading.at_company("T1", "c7")) == 20
    statement, values = seen[-1]
    explain = "EXPLAIN" if database_url.startswith("postgresql") else "EXPLAIN QUERY PLAN"
    async with there.reading() as db:
        plan = (await db.exec_driver_sql(f"{explain} {statement}", values)).all()
    await there.close()
    assert "touch_account" in str(plan)

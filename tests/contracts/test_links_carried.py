"""What linking carries over, over both databases: all or nothing whenever the process dies, and in small portions."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store import NewJob, Redeemed, Store
from bot.store.carrying import PORTION
from bot.store.engine import Database, database
from bot.store.links import Links
from bot.store.nouns import touch as dial
from bot.store.numbering import take_turns
from bot.store.tables import brief_thread
from tests.contracts.test_links import HOUR, IN_TEAMS, JANE, TEAMS, code, fill, news, touch
from tests.examples import NOW

ROOT = Path(__file__).parents[2]
MANY = 2 * PORTION + 1


async def test_killed_on_the_way_everything_is_as_it_was_and_the_code_still_works(store: Store, database_url: str):
    """Killed while dials move, while jobs do, or right before the commit: nothing has happened; after it, all has."""
    await fill(store, "g1", IN_TEAMS, "t")
    for number, team in enumerate(("T1", "g1")):
        await store.touches.log(touch(team, number), f"d{number}")
    await store.links.make(code())

    for where in ("UPDATE touch SET team", "UPDATE touch SET attempt", "UPDATE job SET team", "COMMIT"):
        await _dies(database_url, where)
        assert not (await store.links.directory()).tenants, where
        assert await _whose(store, "g1"), where
    await _dies(database_url, "the end")
    assert len((await store.links.directory()).tenants) == 2
    assert await _whose(store, "T1")
    assert [one.id for one in await store.touches.of("T1", JANE.key)] == ["t1", "t0"]
    assert (await store.links.redeem(TEAMS, "d", "Sam", NOW, news))[0] is Redeemed.HERE_TAKEN


async def test_the_code_of_who_was_killed_is_entered_again(store: Store, database_url: str):
    """Nobody has to make another one."""
    await fill(store, "g1", IN_TEAMS, "t")
    await store.touches.log(touch("g1", 1), "d1")
    await store.links.make(code())
    await _dies(database_url, "UPDATE job SET team")

    assert (await store.links.redeem(TEAMS, "d", "Sam", NOW, news))[0] is Redeemed.LINKED
    assert await _whose(store, "T1")


async def _whose(store: Store, team: str) -> bool:
    """Whether everything of the tenant is this team's."""
    found = [
        await store.follow_ups.find(team, "f-t"),
        await store.jobs.find(team, "follow_up:f-t:0"),
        await store.briefs.find(team, "b-t"),
        await store.touches.find(team, "t1"),
    ]
    assert all(found) or not any(found)
    return all(found)


async def _dies(url: str, where: str) -> None:
    """Another process enters the code and is killed there."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.doubles.dying_link", url, where, cwd=ROOT, env={"PATH": os.environ["PATH"]}
    )
    assert await child.wait() == -signal.SIGKILL, where


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has one writer at a time
async def test_nobodys_lease_is_lost_to_a_long_carry_over(store: Store, other: Store, postgres_url: str):
    """While dials are carried over, whoever has a job of that team in hand can still keep it, and all their others."""
    await store.jobs.schedule(NewJob("delivery", "g1", "teams:1", {}, NOW))
    [job] = await store.jobs.claim("me", NOW, NOW + HOUR, 5)
    await store.links.make(code())
    there = database(postgres_url)
    async with there.writing() as db:
        await take_turns(db, "T1")
        linking = asyncio.create_task(other.links.redeem(TEAMS, "d", "Sam", NOW, news))
        await _until_it_waits(db)
        assert await store.jobs.renew("me", [job.id], NOW + 2 * HOUR) == {job.id}
        assert not linking.done()
    await there.close()
    assert (await linking)[0] is Redeemed.LINKED


async def _until_it_waits(db: AsyncConnection) -> None:
    waiting = text("SELECT 1 FROM pg_locks WHERE NOT granted")
    while not (await db.execute(waiting)).first():  # noqa: ASYNC110 (PostgreSQL tells nobody)
        await asyncio.sleep(0.01)


async def test_a_large_team_is_carried_over_and_apart_in_portions(store: Store, database_url: str):
    """However much there is, no statement changes so much that the database would give it up; nothing is left."""
    there = database(database_url)
    changed: list[tuple[int, str]] = []

    def note(_: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if rest[-1] is False:  # one statement, and not one for each of many rows
            changed.append((cursor.rowcount, statement))

    event.listen(there.writer.sync_engine, "after_cursor_execute", note)
    links = Links(there)
    async with there.writing() as db:
        threads = [{"team": "g1", "channel": f"c{n % 7}", "thread": f"{n}", "brief_id": "b"} for n in range(MANY)]
        await db.execute(brief_thread.insert(), [one | {"shown_at": NOW} for one in threads])
        await db.execute(dial.insert(), [_dialled(n) for n in range(MANY)])
    changed.clear()
    assert await links.make(code())
    assert (await links.redeem(TEAMS, "d", "Sam", NOW, news))[0] is Redeemed.LINKED
    assert await _counted(there, "T1") == [MANY, MANY]
    assert await links.unlink("T1", NOW)
    assert await _counted(there, "g1") == [MANY, MANY]
    await there.close()

    assert max(changed)[0] == PORTION
    assert sum("UPDATE touch SET team" in statement for _, statement in changed) == 3


def _dialled(number: int) -> dict[str, object]:
    whom = {"prospect": f"p{number}|acme", "person": "Jane Doe", "company": "Acme"}
    who = {"team": "g1", "rep": "r", "rep_name": "R", "at": NOW, "channel": "call", "outcome": "talked"}
    said = {"note": "", "briefed": False, "keys": "", "trigger": ""}
    return {"id": f"t{number}", "delivery": f"d{number}", "slot": f"s{number}", **whom, **who, **said}


async def _counted(there: Database, team: str) -> list[int]:
    async with there.reading() as db:
        return [
            (await db.execute(select(func.count()).select_from(table).where(table.c.team == team))).scalar_one()
            for table in (brief_thread, dial)
        ]

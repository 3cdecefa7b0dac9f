"""Two that listen and two that work, on one PostgreSQL and one Redis, behave as one; whatever falls over meanwhile."""

import asyncio
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.engine import database
from tests.doubles import slack_requests as asked
from tests.doubles.private_servers import PrivateServer, private_postgres, private_redis
from tests.doubles.slack_team import Team, team
from tests.doubles.warmup_process import Process, serving

pytestmark = pytest.mark.slow

KESTREL = "Nina Ivanova at Kestrel Dynamics"
NINA = "Nina Ivanova · Kestrel Dynamics"
JANE = "Jane Doe · VP Operations · Acme"


@dataclass(slots=True)
class House:
    """A team's Slack, and several Warmup processes behind one address book."""

    team: Team
    redis: PrivateServer
    database_url: str
    webs: list[Process] = field(default_factory=list[Process])
    workers: list[Process] = field(default_factory=list[Process])

    async def opens(self, webs: int = 2, workers: int = 2) -> None:
        """Start so many more of each, all at once."""
        started = await asyncio.gather(
            *(self._starts("serve", "--no-worker") for _ in range(webs)),
            *(self._starts("worker") for _ in range(workers)),
        )
        self.webs += started[:webs]
        self.workers += started[webs:]

    async def _starts(self, *words: str) -> Process:
        settings = {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis.url}
        environment = {**self.team.environment(), **settings}
        log = self.team.folder / "log.txt"
        return await self.team.stack.enter_async_context(serving(environment, log, *words))

    async def both_get(self, body: str) -> Sequence[tuple[int, str]]:
        """The same delivery knocks at both doors at the same moment, twice."""
        return await asyncio.gather(*(self.at(web, body) for web in self.webs * 2))

    async def at(self, web: Process, body: str) -> tuple[int, str]:
        """Deliver at this door."""
        kind = asked.JSON if body.startswith("{") else asked.FORM
        headers = asked.signed(body, datetime.now(UTC), kind)
        async with self.team.client.post(f"{web.url}/slack/events", data=body.encode(), headers=headers) as answer:
            return answer.status, await answer.text()

    async def ready(self, web: Process) -> tuple[int, Mapping[str, object]]:
        """What `/readyz` says."""
        async with self.team.client.get(f"{web.url}/readyz") as answer:
            return answer.status, await answer.json()

    async def becomes(self, status: int, **parts: object) -> None:
        """Wait until both doors say so."""
        async with asyncio.timeout(20):
            for web in self.webs:
                while True:
                    now, said = await self.ready(web)
                    if now == status and parts.items() <= said.items():
                        break
                    await asyncio.sleep(0.1)

    async def ends_well(self) -> None:
        """Ask all to end: what is in hand is finished, and each ends with 0."""
        everybody = [*self.webs, *(worker for worker in self.workers if worker.inner.returncode is None)]
        assert [await one for one in [asyncio.create_task(one.terminated()) for one in everybody]] == [0] * len(
            everybody
        )

    def command(self, words: str, number: int) -> str:
        """A slash command, as one delivery."""
        back = self.team.slack.reply_url(f"typed{number}")
        return asked.command(words, trigger_id=f"typed.{number}", response_url=back)


@pytest.fixture
async def house(tmp_path: Path, postgres_url: str) -> AsyncIterator[House]:
    """A house on a database of this run and a Redis of its own, with nobody in it yet."""
    async with AsyncExitStack() as stack:
        redis = await stack.enter_async_context(private_redis())
        yield House(await team(tmp_path, stack), redis, postgres_url)


async def test_two_doors_and_two_workers_are_one_also_while_redis_is_away(house: House) -> None:
    """One delivery at both doors is one brief, a button pressed at both acts once; killing Redis changes neither."""
    await house.opens()
    assert await house.both_get(house.command("Jane Doe at Acme", 1)) == [(200, "")] * 4
    brief = await house.team.sees_brief(JANE)
    assert len(house.team.slack.texts("C1")) == 1

    for web in house.webs:
        house.team.warmup = web
        await house.team.presses(brief, "More", trigger="the.same")
    await house.team.sees(lambda: len(house.team.slack.texts("C1")) > 1)
    _, said = await house.ready(house.webs[0])
    assert (said["redis"], said["worker"], said["dead_letters"]) == ("ok", "none in this process", 0)

    await house.redis.stops(signal.SIGKILL)
    assert await house.both_get(house.command("Jane Doe at Acme", 2)) == [(200, "")] * 4
    await house.becomes(200, redis="gone: slower, nothing lost", database="ok")
    await house.team.sees(lambda: _asked_for(house) == 2)

    await house.redis.starts()
    await house.becomes(200, redis="ok")
    assert await house.both_get(house.command("Jane Doe at Acme", 3)) == [(200, "")] * 4
    await house.team.sees(lambda: _asked_for(house) == 3)
    await house.ends_well()
    assert _asked_for(house) == 3
    assert [one["thread_ts"] for one in house.team.slack.texts("C1") if one.get("thread_ts")] == [brief["ts"]]


async def test_a_killed_worker_is_replaced(house: House) -> None:
    """SIGKILL in the middle of a brief: when its lease is over the other worker completes the very same message."""
    await house.opens(webs=1, workers=1)
    house.team.suppliers.hold()
    assert await house.at(house.webs[0], house.command(KESTREL, 1)) == (200, "")
    await house.team.sees(lambda: "Warming up Nina" in " ".join(house.team.read()) and house.team.suppliers.asked)
    await house.opens(webs=0, workers=1)
    await house.workers[0].killed()
    await _let_the_lease_end(house.database_url)
    house.team.suppliers.release()

    await house.team.sees_brief(NINA)
    await house.ends_well()
    assert len(house.team.slack.texts("C1")) == 1


async def test_work_resumes_when_the_database_is_back(tmp_path: Path) -> None:
    """PostgreSQL is away for a while: nothing is acknowledged, who waits is told, and what was begun is finished."""
    async with AsyncExitStack() as stack:
        redis = await stack.enter_async_context(private_redis())
        postgres = await stack.enter_async_context(private_postgres())
        house = House(await team(tmp_path, stack), redis, postgres.url)
        await house.opens()
        house.team.suppliers.hold()
        await house.at(house.webs[0], house.command(KESTREL, 1))
        await house.team.sees(lambda: "Warming up Nina" in " ".join(house.team.read()) and house.team.suppliers.asked)

        await postgres.stops(signal.SIGQUIT)
        assert {status for status, _ in await house.both_get(house.command("Jane Doe at Acme", 2))} == {503}
        await house.team.sees(lambda: "Please try again in a minute" in house.team.whispered())
        await house.becomes(503, redis="ok")
        assert (await house.team.client.get(f"{house.webs[0].url}/healthz")).status == 200
        house.team.suppliers.release()
        await asyncio.sleep(2)

        await postgres.starts()
        await house.becomes(200, database="ok")
        await house.team.sees_brief(NINA)
        assert await house.both_get(house.command("Jane Doe at Acme", 2)) == [(200, "")] * 4
        await house.team.sees_brief(JANE)
        await house.ends_well()
        assert len(house.team.slack.texts("C1")) == 2


def _asked_for(house: House) -> int:
    """How many briefs were posted, finished or not."""
    return len([one for one in house.team.slack.texts("C1") if not one.get("thread_ts")])


async def _let_the_lease_end(url: str) -> None:
    """As if a quarter of a minute had passed: what the killed worker had in hand is anybody's."""
    there = database(url)
    await there.transact(lambda db: db.exec_driver_sql("UPDATE job SET next_at = 0 WHERE next_at IS NOT NULL"))
    await there.close()

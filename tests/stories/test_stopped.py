"""A worker that is stopped for longer than its lease, and goes on as if nothing had been, says nothing twice."""

import asyncio
import itertools
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.chat import Place, PlaceKind, written
from bot.model import FollowUp, Whom
from bot.store import Store
from tests.doubles.slack_api import Channel, Said, SlackApi
from tests.doubles.warmup_process import serving

SECONDS = 60
BETWEEN = (
    0.4  # between two turns of a second each: in a commit it would keep the database's lock, and nobody could go on
)
QUEUED = ("first", "second", "third", "fourth")
MEMBERS = ["U1", "U0BOT"]
ASKING, ANSWERING, QUEUE = "C1", "C2", "C3"  # where the first worker stands when it is stopped


@dataclass
class HeldSlack(SlackApi):
    """Holds one question and one answer until it is told to go on."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    posted: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def _do(self, method: str, arguments: Said, token: str | None) -> Said:
        done = super()._do(method, arguments, token)
        if arguments.get("channel") == ASKING and method == "conversations.info":
            self.asked.set()
        if arguments.get("channel") == ANSWERING and method == "chat.postMessage":
            self.posted.set()
        return done

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        answer = await super()._answer(request)
        call = self.calls[-1]
        held = (ASKING, "conversations.info"), (ANSWERING, "chat.postMessage")
        if (call.arguments.get("channel"), call.method) in held:
            await self.go_on.wait()
        return answer


def promise(name: str, channel: str) -> FollowUp:
    """Due now, in this channel."""
    place, now = written(Place("slack", "T1", channel, PlaceKind.CHANNEL)), datetime.now(UTC)
    whom = Whom("jane doe|acme", "Jane Doe", "Acme")
    return FollowUp(name, "T1", "U1", "Dana Cho", "UTC", whom, name, now, named=True, place=place, made_at=now)


async def until(seen: Callable[[], Awaitable[bool]]) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(SECONDS):
        for wait in itertools.repeat(0.005):
            if await seen():
                return
            await asyncio.sleep(wait)


async def true(value: bool) -> bool:  # noqa: FBT001 (what it is about)
    """The same, to be awaited."""
    return value


async def is_over(store: Store) -> bool:
    """Whether nothing is left to be done."""
    return await store.jobs.next_at() is None


@pytest.mark.slow
@pytest.mark.timeout(120)
async def test_a_stopped_worker_does_not_repeat_what_another_has_said(tmp_path: Path) -> None:
    """Stopped while it asks who reads along, while its answer is under way, and in the queue of a channel."""
    url = f"sqlite:///{tmp_path / 'warmup.sqlite3'}"
    store = await Store.open(url)
    await store.upgrade()
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(HeldSlack(clock=datetime.now(UTC).timestamp()))
        slack.channels |= {name: Channel(name, list(MEMBERS)) for name in (ASKING, ANSWERING, QUEUE)}
        slack.users |= {who: {"id": who, "real_name": "Dana Cho", "tz": "UTC"} for who in MEMBERS}
        for name, channel in (("asking", ASKING), ("answering", ANSWERING), *((each, QUEUE) for each in QUEUED)):
            await store.follow_ups.promise(promise(name, channel), name)
        settings = {
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_SIGNING_SECRET": "not needed",
            "SLACK_API_URL": slack.url,
            "DATABASE_URL": url,
        }
        stopped = await stack.enter_async_context(serving(settings, tmp_path / "log.txt", "worker"))
        await asyncio.wait_for(asyncio.gather(slack.asked.wait(), slack.posted.wait()), SECONDS)
        await until(lambda: true(bool(slack.texts(QUEUE))))
        await asyncio.sleep(BETWEEN)
        stopped.inner.send_signal(signal.SIGSTOP)
        assert len(slack.texts(QUEUE)) < len(QUEUED), "some wait for their turn"
        slack.go_on.set()

        await stack.enter_async_context(serving(settings, tmp_path / "log.txt", "worker"))
        await until(lambda: is_over(store))
        stopped.inner.send_signal(signal.SIGCONT)
        await asyncio.sleep(5)

    said = Counter(str(said["channel"]) for said in slack.messages.values())
    assert said == {ASKING: 1, ANSWERING: 1, QUEUE: len(QUEUED)}, (tmp_path / "log.txt").read_text()[-3000:]
    assert "may be a repeat" not in str(slack.messages)
    await store.close()

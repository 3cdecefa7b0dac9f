"""Promises fall due while workers are killed again and again: none may be lost, none kept twice."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles
from typing import cast

import aiohttp

from bot.chat import Place, PlaceKind, written
from bot.model import FollowUp, Whom
from bot.store import Store
from bot.store.follow_ups import job_key
from tests.doubles.moody_slack import moody_slack
from tests.doubles.warmup_process import serving

REPEAT = "This may be a repeat."
PROBES = 40  # promises made and withdrawn first, to see how fast this machine makes them
HEAD_START = 1.5  # of the time it takes to make them all


@dataclass(frozen=True, slots=True)
class Plan:
    """How much of it; the same `seed` draws the same moods and moments, as far as processes let it."""

    promises: int = 2000
    conversations: int = 400
    spread: float = 20.0  # seconds within which they are due
    workers: int = 1
    kills: int = 40
    raining: float = 20.0  # seconds after the last is due in which workers are still killed
    patience: float = 90.0  # seconds for everything after that
    seed: int = 7


@dataclass(slots=True)
class Outcome:
    """What became of the promises."""

    plan: Plan
    kills: int
    seconds: float
    lost: list[str]
    twice: list[str]
    repeats: int  # posted again with a word of warning
    direct: int  # posted to the rep alone: Slack did not tell who reads the channel
    dead: int
    late: Sequence[float]  # seconds, of the first message of each
    counted: Mapping[str, int]

    @property
    def good(self) -> bool:
        """Nothing lost, nothing twice, nothing given up; and it was put to the test."""
        return not (self.lost or self.twice or self.repeats or self.dead) and self.kills > 0

    def __str__(self) -> str:
        """Two lines for people."""
        cuts = quantiles(self.late, n=100) if len(self.late) > 1 else [0.0] * 99
        moods = (
            "limited",
            "too soon",
            "500",
            "drop",
            "slow",
            "late",
            "post_then_drop",
            "post_then_500",
            "post_then_silent",
        )
        days = ", ".join(f"{self.counted[mood]} {mood.replace('_', ' ')}" for mood in moods if self.counted.get(mood))
        return (
            f"{self.plan.promises} due in {self.plan.spread:g} s, {self.plan.workers} workers, {self.kills} kills: "
            f"{len(self.lost)} lost, {len(self.twice)} twice, {self.repeats} marked as repeats, {self.dead} given up, "
            f"{self.direct} by direct message instead; "
            f"{self.counted.get('conversations.history', 0) + self.counted.get('conversations.replies', 0)} looks; "
            f"late p50 {cuts[49]:.2f} s, p99 {cuts[98]:.1f} s; {self.seconds:.0f} s in all\n"
            f"  of {self.counted.get('chat.postMessage', 0)} posts and "
            f"{sum(number for name, number in self.counted.items() if '.' in name)} calls: {days}"
        )


@dataclass(slots=True)
class _Soak:
    """One run of it."""

    plan: Plan
    database_url: str
    slack_url: str
    log: Path
    client: aiohttp.ClientSession
    chance: random.Random
    store: Store
    kills: int = 0
    dry: datetime = datetime(9999, 1, 1, tzinfo=UTC)  # when no more are killed
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, promises: Sequence[FollowUp]) -> None:
        """Workers are killed and started again until everything is over, or patience is."""
        last = max(promise.due for promise in promises)
        self.dry = last + timedelta(seconds=self.plan.raining)
        ends = self.dry + timedelta(seconds=self.plan.patience)
        working = [asyncio.create_task(self._worker(number)) for number in range(self.plan.workers)]
        try:
            while datetime.now(UTC) < ends and not all(task.done() and task.exception() for task in working):
                await asyncio.sleep(0.25)
                counts = await self.store.jobs.counts()
                if not sum(number for state, number in counts.items() if state != "dead"):
                    break
        finally:
            self.over.set()
            await asyncio.gather(*working)

    async def _worker(self, number: int) -> None:
        """One after the other, each until it is killed; the last until all is over."""
        for turn in range(10_000):
            if self.over.is_set():
                return
            token = f"xoxb-{number}-{turn}"
            async with serving(self._settings(token), self.log, "worker") as process:
                if await self._has_worked(token) and self.kills < self.plan.kills and datetime.now(UTC) < self.dry:
                    self.kills += 1
                    await asyncio.sleep(self.chance.uniform(0.1, 2))
                    await process.killed()
                else:
                    await self.over.wait()

    async def _has_worked(self, token: str) -> bool:
        """Whether it has claimed something, as its first call to Slack tells; waits for it."""
        first = asyncio.create_task(self._called(token))
        over = asyncio.create_task(self.over.wait())
        done, _ = await asyncio.wait({first, over}, return_when=asyncio.FIRST_COMPLETED)
        for task in (first, over):
            task.cancel()
        return first in done and not self.over.is_set()

    async def _called(self, token: str) -> None:
        async with self.client.get(self.slack_url.replace("/api/", f"/calls/{token}")):
            pass

    def _settings(self, token: str) -> Mapping[str, str]:
        return {
            "SLACK_BOT_TOKEN": token,
            "SLACK_SIGNING_SECRET": "not needed",
            "SLACK_API_URL": self.slack_url,
            "DATABASE_URL": self.database_url,
            "WARMUP_SLACK_LOOKS_PER_MINUTE": "60",
        }


async def soak(plan: Plan, database_url: str, folder: Path) -> Outcome:
    """Make the promises, let it rain, and count what was posted."""
    began = time.monotonic()
    async with moody_slack(plan.conversations, plan.seed) as slack_url, aiohttp.ClientSession() as client:
        store = await Store.open(database_url)
        try:
            await store.upgrade()
            chance = random.Random(plan.seed)  # noqa: S311 (moments, no secrets)
            promises = await _promised(plan, store, chance)
            run = _Soak(plan, database_url, slack_url, folder / "log.txt", client, chance, store)
            await run.run(promises)
            async with client.get(slack_url.replace("/api/", "/told")) as answer:
                told = cast("Mapping[str, object]", await answer.json())
            dead = len(await store.jobs.dead(limit=plan.promises))
        finally:
            await store.close()
    return _outcome(plan, promises, told, kills=run.kills, dead=dead, seconds=time.monotonic() - began)


async def _promised(plan: Plan, store: Store, chance: random.Random) -> Sequence[FollowUp]:
    """Through the real store; none is due before all are made, unless the machine gets much slower meanwhile."""
    made_at = datetime.now(UTC)
    far = [_promise(f"probe{number}", number, made_at + timedelta(days=1), plan) for number in range(PROBES)]
    await _made(far, store)
    each = (datetime.now(UTC) - made_at) / PROBES
    for probe in far:
        await store.follow_ups.end(probe.team, probe.id, "cancelled", made_at)
    begins = datetime.now(UTC) + each * plan.promises * HEAD_START + timedelta(seconds=1)
    dues = [begins + timedelta(seconds=chance.uniform(0, plan.spread)) for _ in range(plan.promises)]
    promises = [_promise(f"f{number}", number, due, plan) for number, due in enumerate(dues)]
    await _made(promises, store)
    return promises


async def _made(promises: Sequence[FollowUp], store: Store) -> None:
    room = asyncio.Semaphore(8)

    async def make(promise: FollowUp) -> None:
        async with room:
            await store.follow_ups.promise(promise, promise.id)

    await asyncio.gather(*map(make, promises))


def _promise(name: str, number: int, due: datetime, plan: Plan) -> FollowUp:
    return FollowUp(
        id=name,
        team="T1",
        rep="U1",
        rep_name="Dana Cho",
        zone="America/New_York",
        whom=Whom(f"jane doe {number}|acme", f"Jane Doe {number}", "Acme"),
        what="send pricing",
        due=due,
        named=True,
        place=written(_place(number % plan.conversations)),
        made_at=due - timedelta(days=1),
    )


def _place(number: int) -> Place:
    """Half of them channels, a third threads, the rest direct messages."""
    channel = f"C{number}"
    if number % 6 < 3:
        return Place("slack", "T1", channel, PlaceKind.CHANNEL)
    if number % 6 < 5:
        return Place("slack", "T1", channel, PlaceKind.CHANNEL, thread="1700000000.000100")
    return Place("slack", "T1", f"D{number}", PlaceKind.DIRECT)


def _outcome(
    plan: Plan,
    promises: Sequence[FollowUp],
    told: Mapping[str, object],
    *,
    kills: int,
    dead: int,
    seconds: float,
) -> Outcome:
    posts = cast("list[tuple[str, float, str, str]]", told["posts"])
    due = {f"{one.team}:{job_key(one)}": one.due.timestamp() for one in promises}
    warned = Counter(marker for marker, _, words, _ in posts if REPEAT in words)
    times = Counter(marker for marker, *_ in posts if marker in due)
    first: dict[str, float] = {}
    for marker, at, *_ in sorted(posts, key=lambda post: post[1]):
        with suppress(KeyError):
            first.setdefault(marker, at - due[marker])
    return Outcome(
        plan,
        kills,
        seconds,
        lost=[marker for marker in due if not times[marker]],
        twice=[marker for marker, number in times.items() if number - warned[marker] > 1],
        repeats=warned.total(),
        direct=sum(channel == "DU1" for *_, channel in posts),
        dead=dead,
        late=list(first.values()),
        counted=cast("Mapping[str, int]", told["counted"]),
    )

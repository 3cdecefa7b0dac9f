"""The front door: how fast deliveries are acknowledged, beside Bolt as it comes and beside bare handlers."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.figures import ratios, shown, table, verdict
from bench.front_door.deliveries import Pool
from bench.front_door.doors import DURABLE, WARMUP, Door, door
from bench.front_door.load import Load, client, load
from bench.front_door.slack import PlayedSlack

BOLT, BARE, BRIEFS = "bolt", "bare", "warmup, briefs"
TITLES: Mapping[str, str] = {
    BOLT: "Bolt, every default: acknowledges, keeps nothing",
    BARE: "bare handler: signature",
    DURABLE: "bare handler: signature, kept durably",
    WARMUP: "**Warmup** (`warmup serve`), `/warmup help`, answered",
    BRIEFS: "**Warmup**, briefs from the sample book, answered",
}
AS_FAST_AS_BOLT, AS_FAST_AS_DURABLE = 1.5, 0.6
MANY = 16  # connections
MOST = 15_000  # requests in a second that any of them is prepared for
REST = 20.0  # seconds to wait for a door to come to rest


@dataclass(frozen=True, slots=True)
class Plan:
    """How long each part of a round takes, in seconds."""

    rounds: int = 3
    seconds: float = 3
    alone: float = 2  # with one connection
    warm_up: float = 1
    afterwards: float = 3  # to look at how what was accepted is done


@dataclass(slots=True)
class Measured:
    """One door's figures, a value for each round. `done`: jobs in a second, once nobody stood at the door any more."""

    alone: list[Load] = field(default_factory=list[Load])
    many: list[Load] = field(default_factory=list[Load])
    done: list[float] = field(default_factory=list[float])

    @property
    def rate(self) -> list[float]:
        """Acknowledged requests in a second, with many at once."""
        return [one.rate for one in self.many]


async def measure(plan: Plan) -> dict[str, Measured]:
    """All doors in turn, as often as the plan has rounds. Raises AssertionError when one of them loses or refuses."""
    found = {name: Measured() for name in TITLES}
    async with PlayedSlack() as slack:
        for number in range(plan.rounds):
            for name, measured in found.items():
                await _round(name, f"{number}", plan, slack, measured)
    return found


async def _round(name: str, label: str, plan: Plan, slack: PlayedSlack, measured: Measured) -> None:
    briefs = name == BRIEFS
    pool = Pool("Jane Doe at Acme" if briefs else "help", slack.reply_to, label)
    async with door(WARMUP if briefs else name, slack.api) as there:
        loads: list[Load] = []
        if not briefs:  # of which a second's load is work for a minute
            loads += [await _loaded(there, pool, 1, plan.warm_up), await _loaded(there, pool, 1, plan.alone)]
            measured.alone.append(loads[-1])
        loads.append(await _loaded(there, pool, MANY, plan.seconds))
        measured.many.append(loads[-1])
        if there.does_jobs:
            measured.done.append(await _done_in(there, plan.afterwards))
        errors = [one.errors for one in loads]
        assert not any(errors), f"{name}: {errors} errors; {there.complaints()[-3:]}"
        if there.keeps:
            _nothing_lost(name, there, loads)


async def _loaded(there: Door, pool: Pool, connections: int, seconds: float) -> Load:
    """A load on a door at rest: what the one before has left to do is done first."""
    until = time.monotonic() + REST
    while there.in_hand() and time.monotonic() < until:  # noqa: ASYNC110 (it asks a database, which has no event to wait for)
        await asyncio.sleep(0.1)
    signed = pool.take(round(MOST * max(1.0, seconds)))
    came = await load(there.address, signed, connections, seconds)
    assert came.sent <= len(signed) or not there.keeps, "some were sent twice, and a repeat is cheaper to keep"
    return came


async def _done_in(there: Door, seconds: float) -> float:
    """How many jobs a second are done, with nobody at the door."""
    began, before = time.monotonic(), there.kept()["done"]
    while there.in_hand() and time.monotonic() - began < seconds:  # noqa: ASYNC110 (likewise)
        await asyncio.sleep(0.1)
    return (there.kept()["done"] - before) / (time.monotonic() - began)


def _nothing_lost(name: str, there: Door, loads: Sequence[Load]) -> None:
    """What was acknowledged is kept, and nothing was given up; a few in the air at the end may be kept besides."""
    kept, acknowledged = there.kept(), sum(one.requests for one in loads)
    assert kept.total() >= acknowledged, f"{name}: {acknowledged} acknowledged, {kept.total()} kept"
    assert not kept["dead"], f"{name}: {kept['dead']} given up; {there.complaints()[-3:]}"


def report(found: Mapping[str, Measured]) -> str:
    """The figures of one run, for people."""
    heads = ("door", f"requests/s, {MANY} at once", "beside Bolt", "p50 / p99 ms", "one at a time, p50 / p99 ms")
    rows = {
        TITLES[name]: (
            shown(one.rate),
            shown(ratios(one.rate, found[BOLT].rate), " ×"),
            _latencies(one.many),
            _latencies(one.alone) if one.alone else "",
        )
        for name, one in found.items()
    }
    ours, bolt, durable = (found[name].rate for name in (WARMUP, BOLT, DURABLE))
    return "\n".join(
        [
            f"## front_door (load by {client()})\n",
            table(heads, rows),
            "",
            verdict("Warmup beside default Bolt", ratios(ours, bolt), AS_FAST_AS_BOLT, unit=" ×"),
            verdict("Warmup beside bare and durable", ratios(ours, durable), AS_FAST_AS_DURABLE, unit=" ×"),
            *(
                f"Once the load is over, {shown(found[name].done)} {what} a second are done; none was lost."
                for name, what in ((WARMUP, "answers"), (BRIEFS, "briefs"))
            ),
        ]
    )


def _latencies(loads: Sequence[Load]) -> str:
    return f"{median(one.p50 for one in loads):.1f} / {median(one.p99 for one in loads):.1f}"


async def run(rounds: int, *, tiny: bool = False) -> str:
    """Measure and report; `tiny` only shows that it works."""
    plan = Plan(rounds, 1, 1, 1, 0.5) if tiny else Plan(rounds)
    return report(await measure(plan))

"""The door to Teams: how fast signed deliveries are acknowledged and messages answered, beside the stock adapter."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

from bench.figures import ratios, shown, table, verdict
from bench.front_door.doors import Door, opened
from bench.machine import CLIENT, on_core
from bench.teams.microsoft import APP, TENANT, PlayedMicrosoft
from bench.teams.probe import HANGING, probed, silence

STOCK, WARMUP = "stock", "warmup"
TITLES: Mapping[str, str] = {
    STOCK: "stock `CloudAdapter`: checks the token, keeps nothing",
    WARMUP: "**Warmup** (`warmup serve`): checks, keeps, then acknowledges",
}
MANY = 16  # connections
WARM = 200  # deliveries before the clock runs
LONGEST = 50.0  # milliseconds a probe may wait
PROBED = f"The longest of a round's probes while {HANGING} deliveries wait for Microsoft's keys"
AIM = 10.0  # times the stock adapter's acknowledgements
PATIENCE = 60.0  # seconds for any part


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is sent in each part of a round."""

    rounds: int = 3
    stock: int = 300  # deliveries to acknowledge
    warmup: int = 4000
    tokens: int = 300  # of those that come once each
    answered: int = 200
    probes: int = 300


@dataclass(slots=True)
class Measured:
    """One door's figures, a value for each round: in a second, and for the last the seconds for all."""

    acknowledged: list[float] = field(default_factory=list[float])
    each_anew: list[float] = field(default_factory=list[float])
    answered: list[float] = field(default_factory=list[float])
    probed: list[float] = field(default_factory=list[float])  # milliseconds, the longest of each round


async def measure(plan: Plan) -> dict[str, Measured]:
    """Both doors in turn, as often as the plan has rounds. Raises AssertionError when one of them loses or refuses."""
    found = {name: Measured() for name in TITLES}
    async with PlayedMicrosoft() as microsoft:
        for _ in range(plan.rounds):
            for name, measured in found.items():
                await _acknowledges(name, plan, microsoft, measured)
                await _answers(name, plan, microsoft, measured)
            await _probes(plan, microsoft, found[WARMUP])
    return found


async def _acknowledges(name: str, plan: Plan, microsoft: PlayedMicrosoft, measured: Measured) -> None:
    """With one token, as Microsoft sends for an hour, and with a token of its own for each delivery."""
    number = plan.stock if name == STOCK else plan.warmup
    async with _door(name, microsoft, answers=False) as there:
        await _sent(there, microsoft.messages("help", WARM, tokens=1))  # keys, code and channels are known
        measured.acknowledged.append(number / await _sent(there, microsoft.messages("help", number, tokens=1)))
        anew = microsoft.messages("help", plan.tokens, tokens=plan.tokens)
        measured.each_anew.append(plan.tokens / await _sent(there, anew))
        if there.keeps:
            kept, sent = there.kept(), WARM + number + plan.tokens
            assert kept.total() == sent, f"{sent} acknowledged, {kept.total()} kept"
            assert not kept["dead"], there.complaints()[-3:]


async def _answers(name: str, plan: Plan, microsoft: PlayedMicrosoft, measured: Measured) -> None:
    """From the first delivery to the last answer that has arrived."""
    async with _door(name, microsoft, answers=True) as there:
        await _sent(there, microsoft.messages("help", 1, tokens=1))
        await _posted(microsoft, 1)
        microsoft.calls.clear()
        asked, began = microsoft.messages("help", plan.answered, tokens=1), time.perf_counter()
        await _sent(there, asked)
        await _posted(microsoft, plan.answered)
        measured.answered.append(time.perf_counter() - began)
        microsoft.calls.clear()


async def _probes(plan: Plan, microsoft: PlayedMicrosoft, measured: Measured) -> None:
    """The longest that a probe waits while Microsoft's keys cannot be had."""
    async with silence() as nowhere, opened(_SERVE, _settings(microsoft, nowhere), does_jobs=True, keeps=True) as there:
        measured.probed.append(max(await probed(there.address, microsoft, plan.probes)))


async def _posted(microsoft: PlayedMicrosoft, number: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while microsoft.calls["activities"] < number:  # noqa: ASYNC110 (a counter has no event)
            await asyncio.sleep(0.005)


def _door(name: str, microsoft: PlayedMicrosoft, *, answers: bool) -> AbstractAsyncContextManager[Door]:
    if name == STOCK:
        words = ("-m", "bench.teams.stock", "answers" if answers else "acknowledges")
        return opened(words, {"MICROSOFT": microsoft.url}, does_jobs=False, keeps=False)
    return opened(_SERVE, _settings(microsoft, microsoft.url), does_jobs=True, keeps=True)


_SERVE = ("-m", "bot", "serve")


def _settings(microsoft: PlayedMicrosoft, keys: str) -> Mapping[str, str]:
    """As an installation has them; `keys` is where Microsoft's are to be had."""
    return {
        "MICROSOFT_APP_ID": APP,
        "MICROSOFT_APP_PASSWORD": "of-the-bench",
        "MICROSOFT_APP_TENANT_ID": TENANT,
        "TEAMS_OPENID_URL": f"{keys}/openid",
        "TEAMS_LOGIN_URL": f"{microsoft.url}/login",
    }


async def _sent(there: Door, requests: Sequence[bytes]) -> float:
    """Send each once over a few connections; how many seconds it takes until all are acknowledged."""
    where, left = urlsplit(there.address), iter(requests)

    async def line() -> None:
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        try:
            for request in left:
                writer.write(request)
                head = await reader.readuntil(b"\r\n\r\n")
                assert head[9:11] == b"20", f"{head[:40]!r}; {there.log.read_text()[-1500:]}"
                length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
                await reader.readexactly(int(length or 0))
        finally:
            writer.close()

    began = time.perf_counter()
    with on_core(CLIENT):
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(line() for _ in range(min(MANY, len(requests)))))
    return time.perf_counter() - began


def report(found: Mapping[str, Measured], plan: Plan) -> str:
    """The figures of one run, for people."""
    stock, ours = found[STOCK], found[WARMUP]
    heads = ("door", f"acknowledged/s, {MANY} at once", "each with a new token", f"{plan.answered} messages answered")
    rows = {
        TITLES[name]: (shown(one.acknowledged), shown(one.each_anew), shown(one.answered, " s"))
        for name, one in found.items()
    }
    times = ratios(ours.acknowledged, stock.acknowledged)
    return "\n".join(
        [
            "## teams (load by our own client)\n",
            table(heads, rows),
            "",
            verdict("Acknowledgements beside the stock adapter", times, AIM, unit=" ×"),
            f"With a new token each: {shown(ratios(ours.each_anew, stock.each_anew), ' ×')} the stock adapter's.",
            verdict(PROBED, ours.probed, LONGEST, at_least=False, unit=" ms"),
            f"All answered in {shown(ratios(ours.answered, stock.answered), ' ×')} its time; none was lost.",
        ]
    )


def can_compare() -> bool:
    """Whether the stock adapter is installed: it comes with the extra `bench` only."""
    try:
        return bool(version("botbuilder-integration-aiohttp"))
    except PackageNotFoundError:
        return False


async def run(rounds: int, *, tiny: bool = False) -> str:
    """Measure and report; `tiny` only shows that it works."""
    if not can_compare():
        return "## teams\n\nnot measured: botbuilder-integration-aiohttp is missing (pip install 'warmup[bench]')."
    plan = Plan(rounds, 40, 100, 20, 20, 20) if tiny else Plan(rounds)
    return report(await measure(plan), plan)

"""A brief: what it costs us in CPU, and how much longer it takes than the slowest source."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.brief.sources import LATER, sources
from bench.figures import shown, table, verdict
from bench.machine import SERVER, on_core

PATIENCE = 120.0  # seconds for one process of ours
CPU, BEYOND = 30.0, 150.0  # milliseconds: our aims
ASKED_BEFORE, NEVER_ASKED = "every answer known from before", "a company nobody asked about before"
SLOW = f"the same, and one source takes {1000 * LATER:.0f} ms longer"
COLD = "the first brief of a process"


@dataclass(slots=True)
class Measured:
    """Milliseconds of each brief of a kind."""

    cpu: list[float] = field(default_factory=list[float])
    whole: list[float] = field(default_factory=list[float])
    beyond: list[float] = field(default_factory=list[float])  # the whole less the slowest source

    def add(self, costs: Sequence[Mapping[str, float]]) -> None:
        """The costs of more briefs."""
        for cost in costs:
            self.cpu.append(cost["cpu"])
            self.whole.append(cost["whole"])
            self.beyond.append(cost["whole"] - cost["slowest"])


@dataclass(slots=True)
class Found:
    """All kinds, and what starting a process costs before."""

    kinds: dict[str, Measured]
    imported: list[float] = field(default_factory=list[float])


async def measure(rounds: int, *, known: int, new: int) -> Found:
    """In each round one process with all sources quick, and one with a slow one."""
    found = Found({kind: Measured() for kind in (ASKED_BEFORE, NEVER_ASKED, SLOW, COLD)})
    pause = 2.0  # as long as our own politeness makes a source's next questions wait
    async with sources() as address:
        for number in range(rounds):
            start = 1_000 * number
            fresh = [(start + each, pause) for each in range(1, new + 1)]
            plan = [(start, 0.0), (start, pause), *((start, 0.05) for _ in range(known)), *fresh]
            imported, costs = await _ours(address, plan, "none")
            found.imported.append(imported)
            found.kinds[COLD].add(costs[:1])
            found.kinds[ASKED_BEFORE].add(costs[2 : 2 + known])  # the second one has late answers of the first
            found.kinds[NEVER_ASKED].add(costs[2 + known :])
            _, costs = await _ours(address, [(start, 0.0), *fresh], "hn")
            found.kinds[SLOW].add(costs[1:])
    return found


async def _ours(address: str, plan: Sequence[tuple[int, float]], slow: str) -> tuple[float, list[dict[str, float]]]:
    """CPU milliseconds until everything is imported, and the costs of the briefs."""
    with on_core(SERVER):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.brief.ours", address, json.dumps(plan), slow, stdout=asyncio.subprocess.PIPE
        )
    try:
        async with asyncio.timeout(PATIENCE):
            out, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, "our side failed; what it said stands above"
    told = json.loads(out)
    return told["imported"], told["costs"]


def report(found: Found) -> str:
    """The figures of one run, for people."""
    heads = ("brief", "our CPU, ms", "from command to last card, ms", "of it beyond the slowest source, ms")
    rows = {kind: (shown(one.cpu), shown(one.whole), shown(one.beyond)) for kind, one in found.kinds.items()}
    known, new, slow = (found.kinds[kind] for kind in (ASKED_BEFORE, NEVER_ASKED, SLOW))
    return "\n".join(
        [
            "## brief (11 sources, 7 answer; understood, asked, merged, judged, worded, drawn for Slack, kept)\n",
            table(heads, rows),
            "",
            verdict(f"CPU, {ASKED_BEFORE}", known.cpu, CPU, at_least=False, unit=" ms"),
            verdict("Beyond the slowest source", slow.beyond, BEYOND, at_least=False, unit=" ms"),
            f"A brief of new answers costs {median(new.cpu) / median(known.cpu):.2f} × of one of known ones.",
            f"Before its first brief a process spends {shown(found.imported, ' ms')} of CPU on being loaded.",
        ]
    )


async def run(rounds: int, *, tiny: bool = False) -> str:
    """Measure and report; `tiny` only shows that it works."""
    found = await (measure(rounds, known=2, new=1) if tiny else measure(rounds, known=20, new=5))
    return report(found)

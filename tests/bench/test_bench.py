"""The bench runs: what it measures is not judged here."""

import asyncio
import sys
from pathlib import Path

import pytest

from bench.teams import can_compare

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.timeout(150)
@pytest.mark.parametrize(
    ("bench", "said"),
    [
        ("front_door", ["beside Bolt", "none was lost"]),
        ("brief", ["our CPU", "Beyond the slowest source"]),
        ("lateness", ["late p99", "beside the bare loop"]),
        ("teams", ["beside the stock adapter", "none was lost"] if can_compare() else ["not measured"]),
    ],
)
async def test_each_bench_prints_its_figures(bench: str, said: list[str]):
    """A tiny run of each ends well and prints its table; whoever changes what it measures keeps it running."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bench", bench, "--tiny", "--rounds", "1"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        out, errors = await asyncio.wait_for(process.communicate(), 140)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, errors.decode()[-2000:]
    assert all(words in out.decode() for words in said)

"""One measurement: make the rows, wait for the moment they are due, and have them done by one of the variants."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from statistics import quantiles

from bench.lateness import BARE, LIBRARY, OURS
from bench.lateness.doers import Late, bare_postgresql, bare_sqlite, ours
from bench.lateness.rows import made
from bot.cli.lasting import look_less_for_garbage, loop_factory
from bot.store import Store

ROWS_A_SECOND = 20_000  # as fast as the slowest way of making them
REST = 3.0  # seconds between the last row and the moment they are due


async def measured(name: str, url: str, due: int, pending: int) -> dict[str, float]:
    """How late each of `due` jobs was begun, in seconds."""
    if name == LIBRARY:
        from bench.lateness.library import pgqueuer  # noqa: PLC0415 (optional)

        return _figures(await pgqueuer(url, due, pending, REST + due / ROWS_A_SECOND), due)
    store = await Store.open(url)
    await store.upgrade()
    await store.close()
    at = await made(url, due, pending, REST + due / ROWS_A_SECOND)
    margin = (at - datetime.now(UTC)).total_seconds()
    look_less_for_garbage()  # as the lasting commands do
    if name == OURS:
        late = await ours(url, due)
    else:
        assert name == BARE
        await asyncio.sleep(margin - 0.5)
        late = bare_sqlite(url, due) if url.startswith("sqlite") else await bare_postgresql(url, due)
    return _figures((late, margin), due)


def _figures(found: tuple[Late, float], due: int) -> dict[str, float]:
    late, margin = found
    cuts = quantiles(late, n=100)
    return {"done": len(late), "rate": due / max(late), "p50": cuts[49], "p99": cuts[98], "margin": margin}


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        sys.stdout.write(json.dumps(runner.run(measured(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))))

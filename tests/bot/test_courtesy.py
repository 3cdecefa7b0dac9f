"""Who goes first, the acknowledgement or the work."""

import asyncio
from contextlib import ExitStack

from bot.courtesy import CALM, CROWD, PACE, Courtesy


async def test_alone_nobody_waits():
    """One person's own delivery holds up nobody's work, not even its own."""
    courtesy = Courtesy()
    with courtesy.at_the_door():
        await asyncio.wait_for(courtesy.turn(), PACE / 2)


async def test_in_a_crowd_work_begins_one_at_a_time():
    """While many wait for their acknowledgement, two works begin at a distance, in their order."""
    courtesy, loop = Courtesy(), asyncio.get_running_loop()
    began: list[tuple[int, float]] = []

    async def work(number: int) -> None:
        await courtesy.turn()
        began.append((number, loop.time()))

    with ExitStack() as crowd:
        for _ in range(CROWD):
            crowd.enter_context(courtesy.at_the_door())
        start = loop.time()
        await asyncio.gather(*map(work, range(2)))

    assert [number for number, _ in began] == [0, 1]
    assert all(at - start >= (number + 1) * PACE * 0.9 for number, at in began)


async def test_after_the_crowd_it_is_calm():
    """When the crowd has been gone for a moment, work begins at once again."""
    courtesy = Courtesy()
    with ExitStack() as crowd:
        for _ in range(CROWD):
            crowd.enter_context(courtesy.at_the_door())
    await asyncio.sleep(CALM)
    await asyncio.wait_for(courtesy.turn(), PACE / 2)

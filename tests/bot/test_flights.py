"""One flight: equal questions at the same time are one call."""

import asyncio
import gc

import pytest

from bot.flights import Flights


async def test_equal_askers_share_one_call() -> None:
    """A hundred askers get the result of one call; the next one starts anew."""
    flights, calls = Flights(), 0

    async def make() -> int:
        nonlocal calls
        calls += 1
        await asyncio.sleep(0.01)
        return calls

    assert await asyncio.gather(*(flights.once("a", make) for _ in range(100))) == [1] * 100
    assert await flights.once("a", make) == 2


async def test_one_that_gives_up_does_not_stop_the_others() -> None:
    """The first asker is cancelled; the second still gets the answer of the same call."""
    flights, go = Flights(), asyncio.Event()

    async def make() -> str:
        await go.wait()
        return "there"

    first, second = (asyncio.create_task(flights.once("a", make)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    flights.drop("a")  # somebody still waits, so this does nothing
    go.set()
    assert await second == "there"
    assert first.cancelled()


async def test_an_error_reaches_all_who_wait() -> None:
    """Everybody who waited is told, and nobody who did not."""
    flights = Flights()

    async def make() -> str:
        await asyncio.sleep(0)
        raise LookupError

    found = await asyncio.gather(*(flights.once("a", make) for _ in range(3)), return_exceptions=True)
    assert [type(each) for each in found] == [LookupError] * 3


async def test_an_error_nobody_waits_for_is_no_warning() -> None:
    """When all have given up, a late error disappears quietly."""
    flights, go, complaints = Flights(), asyncio.Event(), list[object]()
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))

    async def make() -> str:
        await go.wait()
        raise LookupError

    waiter = asyncio.create_task(flights.once("a", make))
    await asyncio.sleep(0)
    waiter.cancel()
    go.set()
    await asyncio.wait([waiter])
    await asyncio.sleep(0.01)
    del waiter
    gc.collect()
    assert "a" not in flights
    assert not complaints


async def test_a_dropped_call_is_stopped_and_the_next_starts_anew() -> None:
    """What nobody waits for can be stopped; whoever asks then gets a call of their own."""
    flights, stopped = Flights(), asyncio.Event()

    async def hang() -> str:
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()
        return "never"

    async def quick() -> str:
        return "quick"

    waiter = asyncio.create_task(flights.once("a", hang))
    await asyncio.sleep(0)
    waiter.cancel()
    await asyncio.wait([waiter])
    flights.drop("a")
    assert await flights.once("a", quick) == "quick"
    assert stopped.is_set()


async def test_closing_stops_everything() -> None:
    """Nothing is in the air after closing, and those who wait are told."""
    flights = Flights()
    waiter = asyncio.create_task(flights.once("a", lambda: asyncio.sleep(60)))
    await asyncio.sleep(0)
    await flights.close()
    with pytest.raises(asyncio.CancelledError):
        await waiter
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("flight")]

"""What is shared for a while keeps its promises in this process's memory and in a real Redis alike."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import redis

from bot.shared import Json, Shared

MINUTE = timedelta(minutes=1)
SOON = timedelta(seconds=0.2)


@pytest.fixture(params=["memory", "redis"])
async def shared(request: pytest.FixtureRequest) -> AsyncIterator[Shared]:
    """Shared, once of each kind."""
    url = request.getfixturevalue("redis_url") if request.param == "redis" else None
    opened = await Shared.open(url)
    yield opened
    await opened.close()


@pytest.mark.parametrize(
    "value", [{"a": [1, 2.5, None, True, "ö"]}, [], {}, "", "123", 0, -5, 1.5, False, "a:b", {"b": {"c": ["d"]}}]
)
async def test_a_value_comes_back_as_it_was(shared: Shared, value: Json) -> None:
    """Every kind of JSON value comes back equal and of the same type."""
    await shared.set("source:test:1", value, MINUTE)
    found = await shared.get("source:test:1")
    assert found == value
    assert type(found) is type(value)


async def test_nothing_kept_is_a_miss(shared: Shared) -> None:
    """A name under which nothing was kept, or was forgotten, gives None."""
    await shared.set("source:test:1", 1, MINUTE)
    await shared.forget("source:test:1")
    assert await shared.get("source:test:1") is None
    assert await shared.get("source:test:2") is None


async def test_changing_a_value_does_not_change_what_is_kept(shared: Shared) -> None:
    """What is handed out is a copy, down to its inner lists."""
    value: dict[str, list[int]] = {"a": [1]}
    await shared.set("source:test:1", value, MINUTE)
    value["a"].append(2)
    found = await shared.get("source:test:1")
    assert found == {"a": [1]}


async def test_a_key_ends(shared: Shared) -> None:
    """After its lifetime a value is gone; a lifetime of nothing keeps nothing, also where something was."""
    await shared.set("source:test:1", 1, SOON)
    await shared.set("source:test:2", 1, MINUTE)
    await shared.set("source:test:2", 2, timedelta(0))
    await asyncio.sleep(0.3)
    assert await shared.get("source:test:1") is None
    assert await shared.get("source:test:2") is None


async def test_what_is_not_json_is_refused(shared: Shared) -> None:
    """A value that could not be read back is a mistake of ours, and said at once."""
    with pytest.raises(TypeError):
        await shared.set("source:test:1", {1, 2}, MINUTE)  # pyright: ignore[reportArgumentType] wrong on purpose: the test is about that


async def test_seen_only_after_it_was_marked(shared: Shared) -> None:
    """Asking does not mark: a delivery is seen once it was stored and marked, not before."""
    assert not await shared.seen("T1", "slack:event:Ev1")
    assert not await shared.seen("T1", "slack:event:Ev1")
    await shared.mark_seen("T1", "slack:event:Ev1")
    assert await shared.seen("T1", "slack:event:Ev1")


async def test_no_team_sees_the_marks_of_another(shared: Shared) -> None:
    """Marks are walled by team, also where a colon could blur two names."""
    await shared.mark_seen("a:b", "c")
    assert not await shared.seen("a", "b:c")
    assert not await shared.seen("T2", "c")


async def test_a_lock_keeps_others_out(shared: Shared) -> None:
    """Whoever comes second waits until the first is done."""
    order: list[str] = []

    async def work(name: str) -> None:
        async with shared.lock("thing"):
            order.append(f"{name} in")
            await asyncio.sleep(0.1)
            order.append(f"{name} out")

    await asyncio.gather(work("a"), work("b"))
    assert order in (["a in", "a out", "b in", "b out"], ["b in", "b out", "a in", "a out"])


async def test_a_lock_ends_by_itself(shared: Shared) -> None:
    """One who waits as long as the lock may live gets in, and its end does not free the lock of the next."""
    async with shared.lock("thing", SOON):
        async with shared.lock("thing", MINUTE) as held:
            assert held
            await asyncio.sleep(0.05)
        async with shared.lock("thing", SOON) as again:
            assert again


async def test_the_end_of_an_old_holder_does_not_free_the_new_one(shared: Shared) -> None:
    """A holder whose time was over releases nothing when it is done at last."""
    old = shared.lock("thing", SOON)
    await old.__aenter__()
    await asyncio.sleep(0.25)
    async with shared.lock("thing", MINUTE):
        await old.__aexit__(None, None, None)
        async with shared.lock("thing", SOON) as third:
            assert not third


async def test_remembered_is_made_once(shared: Shared) -> None:
    """A hundred who ask at once, and one who asks later, cost one call."""
    made = 0

    async def make() -> Json:
        nonlocal made
        made += 1
        await asyncio.sleep(0.05)
        return {"made": made}

    asked = [shared.remembered("source:test:1", MINUTE, make) for _ in range(100)]
    assert await asyncio.gather(*asked) == [{"made": 1}] * 100
    assert await shared.remembered("source:test:1", MINUTE, make) == {"made": 1}


async def test_it_says_whether_it_serves(shared: Shared) -> None:
    """A ping is answered."""
    assert await shared.ping()


async def test_two_processes_make_it_once(redis_url: str) -> None:
    """Over Redis, several processes that miss at the same time make one call between them."""
    several = [await Shared.open(redis_url) for _ in range(3)]
    made = 0

    async def make() -> Json:
        nonlocal made
        made += 1
        await asyncio.sleep(0.1)
        return made

    found = await asyncio.gather(*(each.remembered("source:test:1", MINUTE, make) for each in several))
    assert found == [1, 1, 1]
    for each in several:
        await each.close()


@pytest.mark.parametrize("forged", [b"\x80\x04N.", b"{", b"\xff\xfe", b"bytes:x", b"[" * 100_000, b""])
async def test_a_forged_value_is_a_miss(redis_url: str, redis_database: tuple[str, redis.Redis], forged: bytes) -> None:
    """Whatever somebody else wrote there, pickles above all, is a miss and runs nothing."""
    _, client = redis_database
    client.set("source:test:1", forged, ex=60)
    shared = await Shared.open(redis_url)
    assert await shared.get("source:test:1") is None
    await shared.close()

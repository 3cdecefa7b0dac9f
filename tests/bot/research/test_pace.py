"""The pace a supplier asks for is kept: so many questions a second, so many side by side."""

import asyncio
from datetime import timedelta

from bot.model import Outcome
from tests.bot.research.players import Desk, Supplier, ok


async def test_the_pace_is_kept(desk: Desk, supplier: Supplier) -> None:
    """More questions than the terms allow wait; those that cannot wait that long are limited, and are not sent."""
    supplier.says(ok())
    gentle = desk.with_terms(rate=(2, 60.0), timeout=timedelta(seconds=0.3))
    answers = await asyncio.gather(*(gentle.json(f"{supplier.url}/{number}") for number in range(5)))
    outcomes = [answer.outcome for answer in answers]
    assert (outcomes.count(Outcome.ANSWERED), outcomes.count(Outcome.LIMITED)) == (2, 3)
    assert {answer.note for answer in answers} == {"", "too many questions at once"}
    await asyncio.sleep(0.1)
    assert len(supplier.asked) == 2


async def test_no_more_side_by_side_than_allowed(desk: Desk, supplier: Supplier) -> None:
    """At most `max_parallel` requests are under way."""
    now = most = 0

    async def count(_: object) -> object:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        now -= 1
        return ok()

    supplier.says(count)  # pyright: ignore[reportArgumentType] wrong on purpose: the test is about that
    narrow = desk.with_terms(max_parallel=2)
    await asyncio.gather(*(narrow.json(f"{supplier.url}/{number}") for number in range(8)))
    assert most == 2

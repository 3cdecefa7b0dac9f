"""The breaker: when a supplier rests, and how it comes back."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.errors import SourceLimited
from bot.model import Outcome
from bot.services import IO, Unclear
from tests.bot.research.players import Clock, Desk, Supplier, hang, ok, status


async def fail(desk: Desk, supplier: Supplier, times: int) -> None:
    """Ask so often for what fails."""
    supplier.says(status(500))
    for number in range(times):
        assert (await desk.json(f"{supplier.url}/fails/{number}")).outcome is Outcome.FAILED
    supplier.asked.clear()
    supplier.says(ok())


async def test_after_five_failures_it_rests(desk: Desk, supplier: Supplier) -> None:
    """Five failures in a minute, and the next question is not asked, which is said."""
    await fail(desk, supplier, 5)
    answered = await desk.json(supplier.url)
    assert (answered.outcome, answered.note) == (Outcome.SKIPPED, "resting after failures")
    assert not supplier.asked


async def test_four_failures_are_not_enough(desk: Desk, supplier: Supplier) -> None:
    """Four failures leave it open for questions."""
    await fail(desk, supplier, 4)
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_failures_far_apart_are_not_enough(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """Five failures spread over more than a minute do not count as an outage."""
    for _ in range(5):
        await fail(desk, supplier, 1)
        clock.passes(seconds=20)
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_an_answer_between_clears_the_count(desk: Desk, supplier: Supplier) -> None:
    """An answer, also an empty one, shows that the supplier is there."""
    await fail(desk, supplier, 4)
    supplier.says(status(404))
    assert (await desk.json(f"{supplier.url}/nobody")).outcome is Outcome.EMPTY
    await fail(desk, supplier, 4)
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_after_the_rest_one_question_tries(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """After 30 s one question goes through while the others still wait outside; its answer opens for all."""
    await fail(desk, supplier, 5)
    clock.passes(seconds=31)
    answers = await asyncio.gather(*(desk.json(f"{supplier.url}/{number}") for number in range(3)))
    outcomes = [answer.outcome for answer in answers]
    assert (outcomes.count(Outcome.ANSWERED), outcomes.count(Outcome.SKIPPED)) == (1, 2)
    assert (await desk.json(f"{supplier.url}/all")).outcome is Outcome.ANSWERED


async def test_a_try_that_fails_rests_again(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """When the one that tries fails, another 30 s pass."""
    await fail(desk, supplier, 5)
    clock.passes(seconds=31)
    await fail(desk, supplier, 1)
    assert (await desk.json(supplier.url)).outcome is Outcome.SKIPPED
    clock.passes(seconds=31)
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_a_try_that_is_given_up_lets_the_next_try(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """A cancelled try does not keep everybody out for ever."""
    await fail(desk, supplier, 5)
    clock.passes(seconds=31)
    supplier.reached.clear()
    supplier.says(hang)
    trying = asyncio.create_task(desk.json(f"{supplier.url}/hangs"))
    await supplier.reached.wait()
    trying.cancel()
    await asyncio.wait([trying])
    supplier.says(ok())
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_a_refusal_rests_for_ten_minutes(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """A refused credential is not tried with every question."""
    supplier.says(status(401), ok())
    assert (await desk.json(supplier.url)).outcome is Outcome.REFUSED
    clock.passes(minutes=9)
    assert (await desk.json(supplier.url)).outcome is Outcome.SKIPPED
    clock.passes(minutes=2)
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


@pytest.mark.parametrize("retry_after", ["120", "Tue, 24 Nov 2026 15:02:00 GMT"])
async def test_a_limit_rests_as_long_as_it_says(desk: Desk, supplier: Supplier, clock: Clock, retry_after: str) -> None:
    """A 429 with Retry-After, in seconds or as a date, is obeyed."""
    supplier.says(status(429, Retry_After=retry_after), ok())
    assert (await desk.json(supplier.url)).outcome is Outcome.LIMITED
    clock.passes(seconds=119)
    assert (await desk.json(supplier.url)).outcome is Outcome.SKIPPED
    clock.passes(seconds=2)
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_the_throttle_page_is_a_limit(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """A 403 whose page speaks of the request rate means: over the limit, for ten minutes; it is no refusal."""
    page = b"<html><h1>Your Request Originates\n</h1><p>Request Rate Threshold Exceeded</p></html>"
    supplier.says(status(403, page), ok())
    assert (await desk.json(supplier.url)).outcome is Outcome.LIMITED
    clock.passes(minutes=9)
    assert (await desk.json(supplier.url)).outcome is Outcome.SKIPPED
    clock.passes(minutes=2)
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_a_limit_counts_when_the_supplier_makes_do(desk: Desk, supplier: Supplier) -> None:
    """A 429 is obeyed also when the supplier caught it and gave what it had."""
    supplier.says(status(429))

    async def call(io: IO) -> Sequence[object]:
        try:
            await io.get_json(supplier.url)
        except SourceLimited:
            return ["what it had"]
        return []

    assert (await desk.ask(call)).outcome is Outcome.ANSWERED
    assert (await desk.json(f"{supplier.url}/more")).outcome is Outcome.SKIPPED


async def test_what_is_kept_is_used_while_it_rests(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """A resting supplier's fresh answers, and old ones where the terms allow it, are still used."""
    stale = desk.with_terms(stale_for=timedelta(days=1))
    supplier.says(ok())
    await stale.json(f"{supplier.url}/kept")
    await fail(stale, supplier, 5)
    answered = await stale.json(f"{supplier.url}/kept")
    assert (answered.outcome, answered.note) == (Outcome.ANSWERED, "")
    clock.passes(hours=2)
    supplier.says(status(401))
    await stale.json(f"{supplier.url}/refuses")
    answered = await stale.json(f"{supplier.url}/kept")
    assert (answered.outcome, answered.note) == (
        Outcome.ANSWERED,
        "answer from 2 h ago; now: resting after failures",
    )


async def test_not_asked_is_not_empty(desk: Desk, supplier: Supplier) -> None:
    """A supplier that swallows that it was not let out has not found that there is nothing."""
    await fail(desk, supplier, 5)

    async def call(io: IO) -> Sequence[object]:
        try:
            return [await io.get_json(supplier.url)]
        except Exception:  # noqa: BLE001 (a careless supplier is what this is about)
            return []

    assert (await desk.ask(call)).outcome is Outcome.SKIPPED


async def test_being_late_counts_as_failing(desk: Desk, supplier: Supplier) -> None:
    """Five times late, and it rests; but not when it had hardly any time."""
    supplier.says(hang)
    hurried = desk.with_terms(name="hurried")
    quick = desk.with_terms(timeout=timedelta(seconds=0.05))
    for number in range(5):
        assert (await hurried.json(f"{supplier.url}/{number}", budget=0.05)).outcome is Outcome.LATE
        assert (await quick.json(f"{supplier.url}/{number}")).outcome is Outcome.LATE
    supplier.says(ok())
    assert (await quick.json(supplier.url)).outcome is Outcome.SKIPPED
    assert (await hurried.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_what_says_nothing_about_a_supplier_does_not_count(desk: Desk, supplier: Supplier) -> None:
    """Several subjects that fit are an answer."""

    async def unclear(io: IO) -> Sequence[object]:
        await io.get_json(supplier.url)
        raise Unclear

    supplier.says(ok())
    for _ in range(6):
        assert (await desk.ask(unclear)).outcome is Outcome.UNCLEAR
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_one_resting_supplier_does_not_rest_the_others(desk: Desk, supplier: Supplier) -> None:
    """Each supplier has its own breaker."""
    await fail(desk, supplier, 5)
    assert (await desk.with_terms(name="other").json(supplier.url)).outcome is Outcome.ANSWERED

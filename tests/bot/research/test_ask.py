"""Asking a source always comes back with a report, in time, whatever the source does."""

import asyncio
import gc
import logging
import time
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.errors import SourceLimited, SourceRefused, SourceUnavailable
from bot.model import Outcome
from bot.research import Research
from bot.services import IO, Unclear
from bot.shared import Shared
from tests.bot.research.players import Clock, Desk, Supplier, cut, hang, ok, status


async def test_an_answer_is_reported_with_its_time(desk: Desk, supplier: Supplier) -> None:
    """What was found is handed on, with the milliseconds it took."""
    supplier.says(ok(b'{"n": 1}'))
    answered = await desk.json(supplier.url)
    assert (answered.outcome, answered.result, answered.note) == (Outcome.ANSWERED, ({"n": 1},), "")
    assert 0 <= answered.ms < 2000


async def test_nothing_there_is_empty(desk: Desk, supplier: Supplier) -> None:
    """A 404, a 410 and an empty list mean: asked, and it has nothing."""
    for code in (404, 410, 204):
        supplier.says(status(code))
        assert (await desk.json(f"{supplier.url}/{code}")).outcome is Outcome.EMPTY


async def test_the_source_knows_who_asks(desk: Desk, supplier: Supplier, shared: Shared, clock: Clock) -> None:
    """Each request carries the contact, and none is invented where none is set."""
    supplier.says(ok())
    await desk.json(supplier.url)
    nameless = Research(shared, clock.now)
    await Desk(nameless).json(f"{supplier.url}/other")
    await nameless.close()
    agents = [request.headers["User-Agent"] for request in supplier.asked]
    assert agents == ["Warmup/0.1 (+ops@example.com) aiohttp/3", "Warmup/0.1 aiohttp/3"]


@pytest.mark.parametrize(
    ("code", "outcome", "note"),
    [
        (400, Outcome.FAILED, "asked wrongly (HTTP 400)"),
        (401, Outcome.REFUSED, "not accepted (HTTP 401)"),
        (402, Outcome.LIMITED, "its credits are used up"),
        (403, Outcome.REFUSED, "not accepted (HTTP 403)"),
        (422, Outcome.FAILED, "asked wrongly (HTTP 422)"),
        (429, Outcome.LIMITED, "over its limit"),
        (500, Outcome.FAILED, "no answer (HTTP 500)"),
        (503, Outcome.FAILED, "no answer (HTTP 503)"),
        (304, Outcome.FAILED, "no answer (HTTP 304)"),
    ],
)
async def test_each_status_is_said_in_words(
    desk: Desk, supplier: Supplier, code: int, outcome: Outcome, note: str
) -> None:
    """Each status has its outcome and a few plain words."""
    supplier.says(status(code))
    answered = await desk.json(supplier.url)
    assert (answered.outcome, answered.note, answered.result) == (outcome, note, ())


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"\xff\xfe\x00", b"[" * 200_000, b"9" * 5000])
async def test_garbage_is_an_unreadable_answer(desk: Desk, supplier: Supplier, body: bytes) -> None:
    """A body that is no JSON fails, and is not kept: the next question is a new request."""
    supplier.says(ok(body))
    for _ in range(2):
        answered = await desk.json(supplier.url)
        assert (answered.outcome, answered.note) == (Outcome.FAILED, "unreadable answer")
    assert len(supplier.asked) == 2


async def test_a_hanging_supplier_is_late(desk: Desk, supplier: Supplier) -> None:
    """The ask is over when its budget is, and leaves nothing behind once Research is closed."""
    supplier.says(hang)
    began = time.monotonic()
    answered = await desk.json(supplier.url, budget=0.2)
    assert (answered.outcome, answered.note) == (Outcome.LATE, "took too long")
    assert 0.15 < time.monotonic() - began < 1


async def test_its_own_time_out_counts_too(desk: Desk, supplier: Supplier) -> None:
    """A supplier's own time-out ends the ask when the budget is longer."""
    supplier.says(hang)
    answered = await desk.with_terms(timeout=timedelta(seconds=0.1)).json(supplier.url, budget=30)
    assert answered.outcome is Outcome.LATE
    assert answered.ms < 1000


async def test_a_late_answer_is_kept_for_the_next(desk: Desk, supplier: Supplier) -> None:
    """A request outlives the ask that had too little time, and its answer serves the next."""
    go = asyncio.Event()

    async def slow(_: object) -> object:
        await go.wait()
        return ok()

    supplier.says(slow)  # pyright: ignore[reportArgumentType] wrong on purpose: the test is about that
    assert (await desk.json(supplier.url, budget=0.1)).outcome is Outcome.LATE
    go.set()
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED
    assert len(supplier.asked) == 1


async def test_nobody_there_is_said(desk: Desk) -> None:
    """A refused connection fails with plain words."""
    answered = await desk.json("http://127.0.0.1:1/")
    assert (answered.outcome, answered.note) == (Outcome.FAILED, "could not connect")


async def test_a_cut_connection_is_tried_once_more(desk: Desk, supplier: Supplier) -> None:
    """One cut, or one 502 to 504, is made good by a second try; two are not."""
    for first in (cut, status(502), status(503), status(504)):
        supplier.says(first, ok())
        assert (await desk.json(f"{supplier.url}/{id(first)}")).outcome is Outcome.ANSWERED
    supplier.says(status(503))
    supplier.asked.clear()
    assert (await desk.json(f"{supplier.url}/again")).outcome is Outcome.FAILED
    assert len(supplier.asked) == 2


@pytest.mark.parametrize(
    ("raised", "outcome", "note"),
    [
        (Unclear("three fit"), Outcome.UNCLEAR, "three fit"),
        (SourceRefused("test", "token\nrejected"), Outcome.REFUSED, "token rejected"),
        (SourceLimited("test"), Outcome.LIMITED, "over its limit"),
        (SourceUnavailable("test"), Outcome.FAILED, "no usable answer"),
        (KeyError("jane.doe@acme.com"), Outcome.FAILED, "its answer could not be read"),
        (RecursionError(), Outcome.FAILED, "its answer could not be read"),
        (TimeoutError(), Outcome.LATE, "took too long"),
        (asyncio.CancelledError(), Outcome.FAILED, "its answer could not be read"),
        (ExceptionGroup("", [KeyError(), SourceRefused("test", "no scope")]), Outcome.REFUSED, "no scope"),
        (SourceLimited("test", retry_after=float("nan")), Outcome.LIMITED, "over its limit"),
        (SourceLimited("test", retry_after=float("inf")), Outcome.LIMITED, "over its limit"),
    ],
)
async def test_whatever_a_supplier_raises_is_a_report(
    desk: Desk, caplog: pytest.LogCaptureFixture, raised: BaseException, outcome: Outcome, note: str
) -> None:
    """Nothing a supplier raises gets out; what it did not mean to raise is logged without its words."""

    async def call(_: IO) -> Sequence[object]:
        raise raised

    with caplog.at_level(logging.WARNING):
        answered = await desk.ask(call)
    assert (answered.outcome, answered.note, answered.result) == (outcome, note, ())
    assert "jane.doe" not in caplog.text
    if isinstance(raised, KeyError):
        assert caplog.text.count("KeyError") == 1


@pytest.mark.parametrize("garbage", [None, 7, "text", b"bytes", object(), iter([1])])
async def test_what_is_no_list_is_not_an_answer(desk: Desk, garbage: object) -> None:
    """A supplier that returns something else than a list of things has failed."""

    async def call(_: IO) -> Sequence[object]:
        return garbage  # pyright: ignore[reportReturnType] wrong on purpose: the test is about that

    answered = await desk.ask(call)
    assert (answered.outcome, answered.result) == (Outcome.FAILED, ())


async def test_being_cancelled_passes_and_leaves_no_request(desk: Desk, supplier: Supplier) -> None:
    """A brief that is given up stops its requests at once, when nobody else waits for them."""
    supplier.says(hang)
    before = asyncio.all_tasks()
    asking = asyncio.create_task(desk.json(supplier.url))
    await supplier.reached.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await asyncio.sleep(0.05)
    left = [task for task in asyncio.all_tasks() - before if task.get_name().startswith("flight")]
    assert not left


async def test_being_cancelled_does_not_take_it_from_others(desk: Desk, supplier: Supplier) -> None:
    """Of two who wait for one request, the other still gets its answer."""
    go = asyncio.Event()

    async def slow(_: object) -> object:
        await go.wait()
        return ok()

    supplier.says(slow)  # pyright: ignore[reportArgumentType] wrong on purpose: the test is about that
    first, second = (asyncio.create_task(desk.json(supplier.url)) for _ in range(2))
    await supplier.reached.wait()
    first.cancel()
    await asyncio.sleep(0.02)
    go.set()
    assert (await second).outcome is Outcome.ANSWERED
    assert len(supplier.asked) == 1


async def test_a_hundred_who_ask_the_same_make_one_request(desk: Desk, supplier: Supplier) -> None:
    """Equal questions at the same time are one request, and each asker gets an object of their own."""
    supplier.says(ok(b'{"list": []}'))
    answers = await asyncio.gather(*(desk.json(supplier.url) for _ in range(100)))
    assert {answer.outcome for answer in answers} == {Outcome.ANSWERED}
    assert len(supplier.asked) == 1
    assert len({id(answer.result[0]) for answer in answers}) == 100


async def test_one_supplier_does_not_hurt_another(desk: Desk, supplier: Supplier) -> None:
    """While one hangs and one raises, the third is as quick as ever."""
    supplier.says(ok())

    async def broken(_: IO) -> Sequence[object]:
        raise ZeroDivisionError

    async def never(_: IO) -> Sequence[object]:
        await asyncio.sleep(60)
        return ()

    began = time.monotonic()
    slow = asyncio.create_task(desk.with_terms(name="slow").ask(never, budget=0.3))
    bad = await desk.with_terms(name="bad").ask(broken)
    good = await desk.json(supplier.url)
    assert time.monotonic() - began < 0.25
    assert (bad.outcome, good.outcome, (await slow).outcome) == (Outcome.FAILED, Outcome.ANSWERED, Outcome.LATE)


async def test_the_log_holds_no_question(desk: Desk, supplier: Supplier, caplog: pytest.LogCaptureFixture) -> None:
    """A failure is logged with supplier and path; what was asked for and headers are not."""
    supplier.says(status(400))
    with caplog.at_level(logging.INFO, logger="bot"):
        await desk.json(f"{supplier.url}/search?q=jane.doe@acme.com")
    assert "source test, 127.0.0.1/search: asked wrongly (HTTP 400)" in caplog.text
    assert "jane" not in caplog.text
    assert "ops@example.com" not in caplog.text


async def test_without_redis_sources_are_asked_all_the_same(clock: Clock, supplier: Supplier) -> None:
    """A dead Redis costs nothing but the sharing."""
    supplier.says(ok())
    shared = await Shared.open("redis://127.0.0.1:1/0")
    research = Research(shared, clock.now)
    for _ in range(3):
        assert (await Desk(research).json(supplier.url)).outcome is Outcome.ANSWERED
    assert len(supplier.asked) == 1
    await research.close()
    await shared.close()


async def test_closing_in_the_middle_is_a_report(shared: Shared, clock: Clock, supplier: Supplier) -> None:
    """Who waits while Research is closed gets a report, and nothing complains later."""
    supplier.says(hang)
    research = Research(shared, clock.now)
    asking = asyncio.create_task(Desk(research).json(supplier.url))
    await supplier.reached.wait()
    await research.close()
    assert (await asking).outcome is Outcome.FAILED
    gc.collect()


async def test_a_cached_answer_costs_next_to_nothing(desk: Desk, supplier: Supplier) -> None:
    """An ask that is served from the cache takes well under a millisecond of this process."""
    supplier.says(ok(b'{"n": [' + b"1234," * 400 + b"1]}"))
    await desk.json(supplier.url)
    began = time.process_time()
    for _ in range(200):
        await desk.json(supplier.url)
    assert (time.process_time() - began) / 200 < 0.001
    assert len(supplier.asked) == 1

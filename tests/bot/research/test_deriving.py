"""What is made of an answer: once for each new body, for all who ask."""

import asyncio
import threading
from collections.abc import Sequence

from bot.model import Outcome
from bot.services import IO
from tests.bot.research.players import Clock, Desk, Supplier, ok, status


async def test_built_once_in_a_thread_for_each_body(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """Ten who want the same index wait for one build, off the loop; a new body is built anew, an equal one is not."""
    built: list[int] = []

    def build(body: bytes) -> dict[str, int]:
        built.append(threading.get_ident())
        return {"size": len(body)}

    async def call(io: IO) -> Sequence[object]:
        return [await io.derived(supplier.url, build)]

    supplier.says(ok(b"12345"))
    answers = await asyncio.gather(*(desk.ask(call) for _ in range(10)))
    assert [answer.result for answer in answers] == [[{"size": 5}]] * 10
    assert len(built) == 1
    assert built[0] != threading.get_ident()
    clock.passes(hours=2)
    await desk.ask(call)
    assert (len(built), len(supplier.asked)) == (1, 2)
    supplier.says(ok(b"123"))
    clock.passes(hours=2)
    assert (await desk.ask(call)).result == [{"size": 3}]
    assert len(built) == 2


async def test_a_body_nothing_can_be_built_from_is_not_kept(desk: Desk, supplier: Supplier) -> None:
    """A build that fails is an unreadable answer, and the next question is a new request."""

    def build(body: bytes) -> int:
        return int(body)

    async def call(io: IO) -> Sequence[object]:
        return [await io.derived(supplier.url, build)]

    supplier.says(ok(b"x"), ok(b"7"))
    assert (await desk.ask(call)).note == "unreadable answer"
    assert (await desk.ask(call)).result == [7]


async def test_json_is_read_once_for_each_body(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """Ten who read the same answer share what was made of it; a new body is read anew, an equal one is not."""
    read: list[object] = []

    def sizes(body: object) -> tuple[int, ...]:
        read.append(body)
        return tuple(len(each) for each in body if isinstance(each, str)) if isinstance(body, list) else ()  # pyright: ignore[reportUnknownVariableType] it is JSON

    async def call(io: IO) -> Sequence[object]:
        return [await io.read_json(supplier.url, sizes)]

    supplier.says(ok(b'["a", "bb"]'))
    answers = await asyncio.gather(*(desk.ask(call) for _ in range(10)))
    assert [answer.result for answer in answers] == [[(1, 2)]] * 10
    clock.passes(hours=2)
    await desk.ask(call)
    assert (len(read), len(supplier.asked)) == (1, 2)
    supplier.says(ok(b'["ccc"]'))
    clock.passes(hours=2)
    assert (await desk.ask(call)).result == [(3,)]


async def test_an_answer_that_is_no_json_is_not_read(desk: Desk, supplier: Supplier) -> None:
    """Garbage is an unreadable answer before anybody reads it, and is not kept; a 404 is read by nobody either."""

    def never(body: object) -> int:
        raise AssertionError(body)

    async def call(io: IO) -> Sequence[object]:
        found = await io.read_json(supplier.url, never)
        return [found] if found else []

    supplier.says(ok(b"<html>"), status(404))
    assert (await desk.ask(call)).note == "unreadable answer"
    assert (await desk.ask(call)).outcome is Outcome.EMPTY


async def test_nothing_is_derived_from_nothing(desk: Desk, supplier: Supplier) -> None:
    """For a 404 there is nothing to build from."""
    supplier.says(status(404))

    async def call(io: IO) -> Sequence[object]:
        found = await io.derived(supplier.url, len)
        return [found] if found else []

    assert (await desk.ask(call)).outcome is Outcome.EMPTY

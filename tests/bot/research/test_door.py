"""The door: what is kept how long, what stands in for a failure, how far redirects lead."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest
from aiohttp import web

from bot.model import Outcome
from bot.research import Research
from bot.research.door import Door
from bot.services import IO, Asker, Page
from bot.shared import Shared
from tests.bot.research.players import TERMS, Clock, Desk, Supplier, hang, ok, status


async def test_an_answer_is_fresh_for_its_lifetime(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """Within the lifetime nobody asks again; after it, somebody does."""
    supplier.says(ok())
    await desk.json(supplier.url)
    clock.passes(minutes=59)
    await desk.json(supplier.url)
    assert len(supplier.asked) == 1
    clock.passes(minutes=2)
    await desk.json(supplier.url)
    assert len(supplier.asked) == 2


async def test_nothing_there_has_its_own_lifetime(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """A 404 is kept as long as the terms say for nothing."""
    supplier.says(status(404))
    await desk.json(supplier.url)
    clock.passes(minutes=9)
    assert (await desk.json(supplier.url)).outcome is Outcome.EMPTY
    assert len(supplier.asked) == 1
    clock.passes(minutes=2)
    await desk.json(supplier.url)
    assert len(supplier.asked) == 2


async def test_a_failure_is_never_kept(desk: Desk, supplier: Supplier) -> None:
    """After a failure the next question is asked anew, and answered."""
    supplier.says(status(500), ok())
    assert (await desk.json(supplier.url)).outcome is Outcome.FAILED
    assert (await desk.json(supplier.url)).outcome is Outcome.ANSWERED


async def test_an_old_answer_stands_in_for_a_failure(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """Where the terms allow it, an old answer is used while there is none, and its age is said."""
    stale = desk.with_terms(stale_for=timedelta(hours=5))
    supplier.says(ok(), status(500))
    await stale.json(supplier.url)
    clock.passes(hours=3)
    answered = await stale.json(supplier.url)
    assert (answered.outcome, answered.result) == (Outcome.ANSWERED, ({"n": 1},))
    assert answered.note == "answer from 3 h ago; now: no answer (HTTP 500)"
    clock.passes(hours=4)
    assert (await stale.json(supplier.url)).outcome is Outcome.FAILED


async def test_garbage_does_not_push_out_a_good_answer(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """An unreadable answer counts as a failure: the old one still stands in."""
    stale = desk.with_terms(stale_for=timedelta(hours=5))
    supplier.says(ok(), ok(b"<html>"))
    await stale.json(supplier.url)
    clock.passes(hours=2)
    answered = await stale.json(supplier.url)
    assert (answered.result, answered.note) == (({"n": 1},), "answer from 2 h ago; now: unreadable answer")


async def test_not_modified_makes_an_old_answer_new(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """An answer that has ended is compared, not fetched, where the supplier gave something to compare."""
    supplier.says(ok(ETag='"v1"', Last_Modified="Tue, 24 Nov 2026 10:00:00 GMT"), status(304))
    await desk.json(supplier.url)
    clock.passes(hours=2)
    assert (await desk.json(supplier.url)).result == ({"n": 1},)
    assert supplier.asked[1].headers["If-None-Match"] == '"v1"'
    assert supplier.asked[1].headers["If-Modified-Since"] == "Tue, 24 Nov 2026 10:00:00 GMT"
    await desk.json(supplier.url)
    assert len(supplier.asked) == 2


async def test_the_order_of_parameters_does_not_matter(desk: Desk, supplier: Supplier) -> None:
    """The same parameters in another order are the same question; others are not."""
    supplier.says(ok())

    async def call(io: IO) -> Sequence[object]:
        return [
            await io.get_json(f"{supplier.url}/?c=3", {"a": "1", "b": "x y&z"}),
            await io.get_json(f"{supplier.url}/?c=3", {"b": "x y&z", "a": "1"}),
            await io.get_json(f"{supplier.url}/?c=3", {"b": "2", "a": "1"}),
        ]

    await desk.ask(call)
    assert [dict(request.query) for request in supplier.asked] == [
        {"c": "3", "a": "1", "b": "x y&z"},
        {"c": "3", "a": "1", "b": "2"},
    ]


async def test_suppliers_do_not_share_answers(desk: Desk, supplier: Supplier) -> None:
    """The same address asked in another supplier's name is another question."""
    supplier.says(ok())
    await desk.json(supplier.url)
    await desk.with_terms(name="other").json(supplier.url)
    assert len(supplier.asked) == 2


async def test_a_page_says_where_it_came_from(desk: Desk, supplier: Supplier, clock: Clock) -> None:
    """A page has the address it finally came from, its type, and when it was read, also when it was kept."""
    supplier.says(status(302, Location="/there"), ok(b"<p>", Content_Type="text/html"))
    pages: list[Page | None] = []

    async def call(io: IO) -> Sequence[object]:
        pages.append(await io.get_page(f"{supplier.url}/here"))
        return pages

    read_at = clock.now()
    await desk.ask(call)
    clock.passes(minutes=5)
    await desk.ask(call)
    assert pages == [Page(f"{supplier.url}/there", b"<p>", "text/html", read_at)] * 2


async def test_redirects_end(desk: Desk, supplier: Supplier) -> None:
    """Three redirects are followed, a fourth is not, and a loop ends."""
    hop = status(302, Location="/next")
    supplier.says(hop, hop, hop, ok())
    assert (await desk.json(f"{supplier.url}/three")).outcome is Outcome.ANSWERED
    supplier.says(hop)
    answered = await desk.json(f"{supplier.url}/loop")
    assert (answered.outcome, answered.note) == (Outcome.FAILED, "redirected too often")
    assert len(supplier.asked) == 8


@pytest.mark.parametrize("location", ["http://[", "ftp://127.0.0.1/", "file:///etc/passwd", "javascript:1", "//"])
async def test_a_redirect_to_nowhere_is_a_failure(desk: Desk, supplier: Supplier, location: str) -> None:
    """What is no web address is not followed."""
    supplier.says(status(302, Location=location))
    assert (await desk.json(supplier.url)).outcome is Outcome.FAILED


@pytest.mark.parametrize("url", ["", "nonsense", "http://", "http://[::", "ftp://127.0.0.1/", "//x"])
async def test_what_is_no_address_is_a_failure(desk: Desk, url: str) -> None:
    """An address that is none fails like any other failure."""
    assert (await desk.json(url)).outcome is Outcome.FAILED


async def test_endless_bodies_are_cut_off(desk: Desk, supplier: Supplier) -> None:
    """Reading stops at 20 MB, whether the length was said before or not."""

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        piece = b"x" * 2**20
        for _ in range(40):
            await response.write(piece)
        return response

    supplier.says(endless)
    assert (await desk.json(supplier.url)).note == "answer too large"


async def test_a_body_cut_short_is_no_answer(desk: Desk, supplier: Supplier) -> None:
    """Half a body is not taken for the whole."""

    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"n": 1}')
        assert request.transport
        request.transport.close()
        return response

    supplier.says(half)
    assert (await desk.json(supplier.url)).outcome is Outcome.FAILED


async def test_large_json_is_read_like_small(desk: Desk, supplier: Supplier) -> None:
    """A body of some megabytes is decoded in a thread and comes out the same, also the second time."""
    body = b"[" + b"1," * 400_000 + b"1]"
    supplier.says(ok(body))
    for _ in range(2):
        (found,) = (await desk.json(supplier.url)).result
        assert isinstance(found, list)
        assert len(found) == 400_001  # pyright: ignore[reportUnknownArgumentType] wrong on purpose: the test is about that
    assert len(supplier.asked) == 1


async def test_a_question_held_back_tells_so(desk: Desk, supplier: Supplier) -> None:
    """What could not be sent for want of a place is our own limit, not the supplier's lateness."""
    supplier.says(hang)
    narrow = desk.with_terms(max_parallel=1)
    first = asyncio.create_task(narrow.json(f"{supplier.url}/1", budget=0.3))
    await supplier.reached.wait()
    second = await narrow.json(f"{supplier.url}/2", budget=0.1)
    assert (second.outcome, second.note) == (Outcome.LIMITED, "too many questions at once")
    assert (await first).outcome is Outcome.LATE
    assert len(supplier.asked) == 1


async def test_they_are_what_was_promised(research: Research) -> None:
    """The type checker sees that Research is an Asker, and what it hands to a supplier an IO."""
    asker: Asker = research

    async def call(io: IO) -> Sequence[object]:
        assert isinstance(io, Door)
        return [io.now()]

    answered = await asker.ask(TERMS, call, (), timedelta(seconds=1))
    assert answered.outcome is Outcome.ANSWERED


@pytest.fixture
async def two(redis_url: str, clock: Clock) -> AsyncIterator[tuple[Desk, Desk]]:
    """Two processes over one Redis."""
    shares = [await Shared.open(redis_url) for _ in range(2)]
    researches = [Research(shared, clock.now) for shared in shares]
    yield Desk(researches[0]), Desk(researches[1])
    for research, shared in zip(researches, shares, strict=True):
        await research.close()
        await shared.close()


async def test_processes_share_answers(two: tuple[Desk, Desk], supplier: Supplier) -> None:
    """What one process was told, the other does not ask; at the same time they ask once between them."""
    supplier.says(ok(b'{"n": "\xc3\xb6"}'))
    one, other = two
    answers = await asyncio.gather(one.json(supplier.url), other.json(supplier.url))
    assert [answer.result for answer in answers] == [({"n": "ö"},)] * 2
    assert len(supplier.asked) == 1


async def test_large_bodies_stay_out_of_redis(two: tuple[Desk, Desk], supplier: Supplier) -> None:
    """A body of more than a megabyte is kept by each process for itself."""
    supplier.says(ok(b"[" + b"1," * 600_000 + b"1]"))
    one, other = two
    for desk in (one, other, one, other):
        await desk.json(supplier.url)
    assert len(supplier.asked) == 2

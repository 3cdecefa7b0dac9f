"""Whatever a server answers, asking never raises."""

import asyncio
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Outcome
from bot.research import Research
from bot.services import IO, Answered
from bot.shared import Shared
from tests.bot.research.players import Desk

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)

HEADERS = st.dictionaries(
    st.sampled_from(["Content-Type", "Content-Encoding", "Location", "Retry-After", "ETag", "Transfer-Encoding", "X"]),
    st.one_of(
        st.sampled_from(["gzip", "chunked", "br", "deflate", "/", "http://", "30", "text/html; charset=nonsense"]),
        st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
    ),
    max_size=3,
)


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    """Any bytes, most of them in the shape of an HTTP answer."""
    body = draw(st.one_of(st.binary(max_size=60), st.sampled_from([b"{}", b"[1]", b"null", b"<html>", b""])))
    if draw(st.integers(0, 9)) == 0:
        return body
    code = draw(st.one_of(st.sampled_from([200, 204, 301, 304, 404, 429, 500]), st.integers(0, 1100)))
    headers = draw(HEADERS)
    length = draw(st.sampled_from([len(body), len(body), len(body), len(body) + 5, 0, -1]))
    lines = [f"HTTP/1.1 {code} OK", "Connection: close", f"Content-Length: {length}"]
    lines += [f"{name}: {text}" for name, text in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def asked(answer: bytes) -> list[Answered[tuple[object, ...]]]:
    """What comes of asking a server that answers exactly this, through each way of the door."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(4096)
        writer.write(answer)
        writer.close()

    async def json(io: IO) -> tuple[object, ...]:
        return (await io.get_json(url),)

    async def stranger(io: IO) -> tuple[object, ...]:
        return (await io.get_stranger(url),)

    async def derived(io: IO) -> tuple[object, ...]:
        return (await io.derived(url, lambda body: body.decode("ascii")),)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    shared = await Shared.open(None)
    research = Research(shared, lambda: NOW, strangers_may_be=lambda address: str(address) == "127.0.0.1")
    desk = Desk(research)
    try:
        calls = (json, stranger, derived)
        return [await research.ask(desk.terms, call, (), timedelta(seconds=2)) for call in calls]
    finally:
        await research.close()
        await shared.close()
        server.close()
        await server.wait_closed()


@settings(max_examples=60)
@given(answers())
def test_whatever_the_server_answers_asking_never_raises(answer: bytes) -> None:
    """Each ask comes back with an outcome, a note of one printable line, and a result."""
    for answered in asyncio.run(asked(answer)):
        assert isinstance(answered.outcome, Outcome)
        assert answered.note.isprintable()
        assert (answered.outcome is Outcome.ANSWERED) == bool(answered.result)

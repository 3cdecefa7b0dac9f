"""A server on this machine that says yes as cheaply as can be, so that it costs what is measured nothing."""

import asyncio
from collections.abc import Callable
from typing import Self

Answer = Callable[[str], bytes]  # the path → the whole HTTP answer


class Played:
    """Answers every request by its path; `url` is its address once it listens."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.url = ""
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        """Listen on a free port of this machine."""
        self._server = await asyncio.get_running_loop().create_server(lambda: _Line(self._answer), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Hang up."""
        if self._server:
            self._server.close()


class _Line(asyncio.Protocol):
    """One connection, kept open; requests come one after the other, with a body of known length."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._read = bytearray()
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            head = bytes(self._read[:end])
            whole = end + 4 + _length(head)
            if len(self._read) < whole:
                return
            del self._read[:whole]
            if self._transport:
                self._transport.write(self._answer(head.split(b" ", 2)[1].decode().partition("?")[0]))


def _length(head: bytes) -> int:
    found = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0].strip()
    return int(found or 0)


def http(body: bytes, kind: str = "application/json", status: str = "200 OK") -> bytes:
    """A whole HTTP answer."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body

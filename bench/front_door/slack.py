"""The other end: a Slack's API on this machine that says yes to everything, as cheaply as can be."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from typing import Self

PEOPLE = [{"id": f"U{number:05}", "real_name": f"Rep {number}", "tz": "America/New_York"} for number in range(50)]
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "auth.test": {"user_id": "U0BOT", "bot_id": "B0BOT", "team_id": "T0BENCH", "team": "bench", "url": "https://x/"},
    "users.info": {"user": PEOPLE[0]},
    "users.list": {"members": PEOPLE},
    "conversations.info": {"channel": {"id": "C0SALES"}},
    "conversations.members": {"members": [person["id"] for person in PEOPLE]},
    "chat.postMessage": {"channel": "C0SALES", "ts": "1800000000.000100"},
    "chat.update": {"channel": "C0SALES", "ts": "1800000000.000100"},
}


class PlayedSlack:
    """Counts what it was asked; `calls["reply"]` are messages by response_url."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self.url = self.reply_to = ""
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        """Listen on a free port of this machine."""
        self._server = await asyncio.get_running_loop().create_server(lambda: _Line(self.calls), "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.url, self.reply_to = f"http://127.0.0.1:{port}/api/", f"http://127.0.0.1:{port}/reply/"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Hang up."""
        if self._server:
            self._server.close()


class _Line(asyncio.Protocol):
    """One connection, kept open; requests come one after the other, with a body of known length."""

    def __init__(self, calls: Counter[str]) -> None:
        self._calls = calls
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
            self._answer(head.split(b" ", 2)[1].decode().partition("?")[0])

    def _answer(self, path: str) -> None:
        kind, _, name = path.removeprefix("/").partition("/")
        self._calls[name if kind == "api" else kind] += 1
        if self._transport:
            self._transport.write(_PREPARED.get(name, _OK) if kind == "api" else _REPLIED)


def _length(head: bytes) -> int:
    found = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0].strip()
    return int(found or 0)


def _http(body: bytes, kind: str) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


_OK = _http(b'{"ok": true}', "application/json")
_REPLIED = _http(b"ok", "text/plain")
_PREPARED = {
    name: _http(json.dumps({"ok": True, **answer}).encode(), "application/json") for name, answer in ANSWERS.items()
}

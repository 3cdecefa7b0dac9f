"""The players of these tests: a supplier that answers as told, a clock moved by hand, somebody who asks."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from aiohttp import web

from bot.research import Research
from bot.services import IO, Answered, Terms

Answer: TypeAlias = web.StreamResponse | Callable[[web.Request], Awaitable[web.StreamResponse]]
Call: TypeAlias = Callable[[IO], Awaitable[Sequence[object]]]

TERMS = Terms(
    name="test",
    title="A test supplier",
    needs=(),
    timeout=timedelta(seconds=5),
    lifetime=timedelta(hours=1),
    lifetime_empty=timedelta(minutes=10),
    rate=(1000, 1.0),
    max_parallel=50,
)


@dataclass
class Clock:
    """Stands still until somebody moves it."""

    at: datetime = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def passes(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class Supplier:
    """Answers the given answers in turn, the last one for ever; remembers what it was asked."""

    url: str = ""
    answers: list[Answer] = field(default_factory=list[Answer])
    asked: list[web.Request] = field(default_factory=list[web.Request])
    reached: asyncio.Event = field(default_factory=asyncio.Event)

    def says(self, *answers: Answer) -> None:
        self.answers = list(answers)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        self.reached.set()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, web.Response):
            body = answer.body if isinstance(answer.body, bytes) else b""
            return web.Response(status=answer.status, headers=answer.headers, body=body)
        assert not isinstance(answer, web.StreamResponse)
        return await answer(request)


@dataclass
class Desk:
    """Asks in one line."""

    research: Research
    terms: Terms = TERMS

    def with_terms(self, **changes: object) -> "Desk":
        return Desk(self.research, replace(self.terms, **changes))  # pyright: ignore[reportArgumentType] wrong on purpose: the test is about that

    async def ask(self, call: Call, budget: float = 5.0) -> Answered[Sequence[object]]:
        return await self.research.ask(self.terms, call, (), timedelta(seconds=budget))

    async def json(self, url: str, budget: float = 5.0) -> Answered[Sequence[object]]:
        """Ask a supplier that wants the JSON at one address and finds one thing when it is there."""

        async def call(io: IO) -> Sequence[object]:
            found = await io.get_json(url)
            return () if found is None else (found,)

        return await self.ask(call, budget)


def ok(body: bytes = b'{"n": 1}', **headers: str) -> web.Response:
    """An answer that is fine."""
    return status(200, body, **{"Content_Type": "application/json"} | headers)


def status(code: int, body: bytes = b"", **headers: str) -> web.Response:
    """An answer with this status."""
    return web.Response(
        status=code, body=body, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )


async def hang(_: web.Request) -> web.StreamResponse:
    """Never answer."""
    await asyncio.sleep(60)
    return ok()


async def cut(request: web.Request) -> web.StreamResponse:
    """Close the connection without a word."""
    assert request.transport
    request.transport.close()
    return ok()

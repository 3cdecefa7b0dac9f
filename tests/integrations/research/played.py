"""Suppliers, played: recorded answers behind a door of our own, or on a server that the real Research asks."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import strategies as st

from bot.errors import SourceUnavailable, WarmupError
from bot.research import Research
from bot.services import IO, Answered, Page, Terms, Unclear
from bot.shared import Shared

T = TypeVar("T")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RECORDED = Path(__file__).parents[2] / "recorded"
SAMPLES = Path(__file__).parents[4] / "shared" / "samples"
URL = "https://supplier.example"

Answers = Mapping[str, object]
"""Path, with those parameters that matter, to a JSON body, bytes as they are, or a status."""

# Anything JSON can say, with the words that suppliers' bodies use among its keys.
WORDS = st.sampled_from(
    """
    name cik filings recent form items filingDate accessionNumber entityType tickers formerNames addresses business city
    search entities id labels claims P31 P856 P169 P1128 mainsnak snaktype value datavalue rank qualifiers P582 en error
    code query title data attributes lei entity legalName status relationships links type extract wikibase_item aliases
    """.split()
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | WORDS
JSON = st.recursive(
    SCALARS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(WORDS | st.text(max_size=4), inside, max_size=5),
    max_leaves=20,
)


def recorded(name: str) -> object:
    """The decoded body of a recorded answer."""
    return json.loads((RECORDED / name).read_text("utf-8"))


def sample(name: str) -> bytes:
    """A sample that lies beside the project; the test is skipped where it does not."""
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip("the samples are not there")
    return path.read_bytes()


class Played:
    """A door (services.IO) behind which recorded answers lie; `asked` lists the addresses asked for."""

    def __init__(self, answers: Answers, now: datetime = NOW) -> None:
        self._answers, self._now = answers, now
        self.asked: list[str] = []

    async def get_json(self, url: str, params: Mapping[str, str] | None = None) -> object | None:
        body = self._body(url, params)
        try:
            return None if body is None else json.loads(body)
        except ValueError as error:
            raise SourceUnavailable("played", "unreadable answer") from error

    async def read_json(
        self, url: str, read: Callable[[object], T], params: Mapping[str, str] | None = None
    ) -> T | None:
        body = await self.get_json(url, params)
        return None if body is None else read(body)

    async def get_page(self, url: str, params: Mapping[str, str] | None = None) -> Page | None:
        body = self._body(url, params)
        return None if body is None else Page(url, body, read_at=self._now)

    async def get_stranger(self, url: str) -> Page | None:
        return await self.get_page(url)

    async def derived(self, url: str, build: Callable[[bytes], T]) -> T | None:
        body = self._body(url, None)
        try:
            return None if body is None else build(body)
        except (WarmupError, Unclear):
            raise
        except Exception as error:
            raise SourceUnavailable("played", "unreadable answer") from error

    def now(self) -> datetime:
        return self._now

    def _body(self, url: str, params: Mapping[str, str] | None) -> bytes | None:
        path = urlsplit(url).path
        self.asked.append(f"{path}?{'&'.join(f'{k}={v}' for k, v in (params or {}).items())}".rstrip("?"))
        status, body = answer(self._answers, path, params or {})
        if status not in {200, 404}:
            raise SourceUnavailable("played", f"no answer (HTTP {status})")
        return body if status == 200 else None


def answer(answers: Answers, path: str, params: Mapping[str, str]) -> tuple[int, bytes]:
    """Status and body of the answer whose address fits best; 404 where there is none."""
    fitting = [(len(wanted), body) for address, body in answers.items() if (wanted := _fits(address, path, params))]
    if not fitting:
        return 404, b""
    body = max(fitting, key=lambda entry: entry[0])[1]
    match body:
        case bool() | str() | float() | None:
            return 200, json.dumps(body).encode()
        case int():
            return body, b"{}"
        case bytes():
            return 200, body
        case _:
            return 200, json.dumps(body).encode()


def _fits(address: str, path: str, params: Mapping[str, str]) -> str | None:
    wanted = urlsplit(address)
    same = wanted.path == path and all(params.get(name) == value for name, value in parse_qsl(wanted.query))
    return address if same else None


@asynccontextmanager
async def server(answers: Answers) -> AsyncGenerator[str]:
    """The address of a server on this machine that gives these answers."""

    async def handle(request: web.Request) -> web.Response:
        status, body = answer(answers, request.raw_path.partition("?")[0], request.query)
        wait = {"Retry-After": "7"} if status == web.HTTPTooManyRequests.status_code else {}
        return web.Response(status=status, body=body, content_type="application/json", headers=wait)

    app = web.Application()
    app.router.add_get("/{path:.*}", handle)
    async with TestServer(app, host="127.0.0.1") as running:
        yield str(running.make_url("")).rstrip("/")


async def came_of(terms: Terms, call: Callable[[IO], Awaitable[T]], default: T) -> Answered[T]:
    """What the real Research reports of this call."""
    shared = await Shared.open(None)
    research = Research(shared, lambda: NOW, "ops@acme.example")
    try:
        return await research.ask(terms, call, default, timedelta(seconds=5))
    finally:
        await research.close()
        await shared.close()

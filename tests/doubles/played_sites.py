"""Plays every site on the internet on one small server, and is the door (services.IO) that leads to it."""

import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlencode

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.errors import SourceLimited, SourceRefused, SourceUnavailable
from bot.services import Page

T = TypeVar("T")
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)  # the clock of every recorded answer
RECORDED = Path(__file__).parents[1] / "recorded"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"  # beside the project, where there are any


@dataclass(frozen=True, slots=True)
class Site:
    """What an address answers; `leads_to` is where it redirects before it does."""

    body: bytes = b""
    status: int = 200
    leads_to: str | None = None


@dataclass(slots=True)
class PlayedSites:
    """Addresses and what they answer (404 for all others), a clock that stands still, and what was asked for."""

    sites: dict[str, Site] = field(default_factory=dict[str, Site])
    asked: list[str] = field(default_factory=list[str])
    at: datetime = NOON
    most_at_once: int = 0
    _url: str = ""
    _session: aiohttp.ClientSession | None = None
    _at_once: int = 0

    def play(self, url: str, body: object, status: int = 200, leads_to: str | None = None) -> None:
        """From now on the address answers so; what is neither bytes nor text becomes JSON."""
        text = body if isinstance(body, bytes | str) else json.dumps(body)
        self.sites[url] = Site(text.encode() if isinstance(text, str) else text, status, leads_to)

    def recorded(self, url: str, name: str) -> None:
        """From now on the address answers what is in `tests/recorded`."""
        self.sites[url] = Site((RECORDED / name).read_bytes())

    def now(self) -> datetime:
        """The time, which stands still."""
        return self.at

    async def get_json(self, url: str, params: Mapping[str, str] | None = None) -> object | None:
        """As the real door: None for 404, and SourceUnavailable and its kin."""
        page = await self.get_page(url, params)
        try:
            return json.loads(page.body) if page else None
        except (ValueError, RecursionError) as error:
            raise SourceUnavailable("played", "unreadable answer") from error

    async def read_json(
        self, url: str, read: Callable[[object], T], params: Mapping[str, str] | None = None
    ) -> T | None:
        """What `read` makes of the decoded body."""
        body = await self.get_json(url, params)
        return None if body is None else read(body)

    async def get_page(self, url: str, params: Mapping[str, str] | None = None) -> Page | None:
        """The body an address answers with."""
        return await self._get(f"{url}?{urlencode(params)}" if params else url)

    async def get_stranger(self, url: str) -> Page | None:
        """The same for an address from data; it says where the page finally came from."""
        return await self._get(url)

    async def derived(self, url: str, build: Callable[[bytes], T]) -> T | None:
        """What `build` makes of the body."""
        page = await self._get(url)
        return build(page.body) if page else None

    async def _get(self, url: str) -> Page | None:
        assert self._session is not None, "the sites are only played inside of `playing`"
        self.asked.append(url)
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        async with self._session.get(self._url, headers={"X-For": url}) as answer:
            body, kind = await answer.read(), answer.content_type
        self._at_once -= 1
        match answer.status:
            case 404:
                return None
            case 401 | 403:
                raise SourceRefused("played")
            case 429:
                raise SourceLimited("played", retry_after=30.0)
            case status if status >= 400:
                raise SourceUnavailable("played")
            case _:
                return Page(answer.headers["X-From"], body, kind, self.at)

    async def answer(self, request: web.Request) -> web.Response:
        """Look an address up, with its parameters and then without."""
        url = request.headers["X-For"]
        site = self.sites.get(url) or self.sites.get(url.partition("?")[0]) or Site(status=404)
        return web.Response(body=site.body, status=site.status, headers={"X-From": site.leads_to or url})

    @asynccontextmanager
    async def playing(self) -> AsyncGenerator["PlayedSites"]:
        """Serve the sites on loopback as long as the context is open."""
        app = web.Application()
        app.router.add_get("/", self.answer)
        async with TestServer(app) as server, aiohttp.ClientSession() as self._session:
            self._url = str(server.make_url("/"))
            yield self

"""Every public source on one server of this machine: bodies in their real shapes, written by us, dated from today."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self, cast

from aiohttp import web

from tests.doubles import supplier_bodies as bodies

HANG, GARBAGE, BROKEN = "hang", "garbage", "500"
SETTINGS = {
    "sec": ("WARMUP_SEC_DATA_URL", "WARMUP_SEC_WWW_URL"),
    "wikidata": ("WARMUP_WIKIDATA_URL",),
    "wikipedia": ("WARMUP_WIKIPEDIA_URL",),
    "hacker_news": ("WARMUP_HN_URL",),
    "gleif": ("WARMUP_GLEIF_URL",),
    "greenhouse": ("WARMUP_GREENHOUSE_URL",),
    "lever": ("WARMUP_LEVER_URL",),
    "ashby": ("WARMUP_ASHBY_URL",),
}
JSON = "application/json"


@dataclass(slots=True)
class Suppliers:
    """Start it with `async with`; `moods` says who hangs, answers garbage or 500; `hold` lets nobody answer yet."""

    words: str = ""  # what somebody who means us harm has written wherever a supplier lets them
    moods: dict[str, str] = field(default_factory=dict[str, str])
    asked: list[str] = field(default_factory=list[str])
    answered: list[str] = field(default_factory=list[str])
    url: str = ""
    _may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    _over: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Listen on a free port of this machine."""
        app = web.Application()
        app.router.add_get("/{source}/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = cast("tuple[str, int]", self._runner.addresses[0])[1]
        self.url = f"http://127.0.0.1:{port}"
        self._may_answer.set()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let go of everybody who waits, and stop listening."""
        self._over.set()
        self._may_answer.set()
        if self._runner:
            await self._runner.cleanup()

    @property
    def settings(self) -> Mapping[str, str]:
        """The settings that lead every source here."""
        return {name: f"{self.url}/{source}" for source, names in SETTINGS.items() for name in names}

    def hold(self) -> None:
        """From now on nobody is answered …"""
        self._may_answer.clear()

    def release(self) -> None:
        """… until now."""
        self._may_answer.set()

    async def _answer(self, request: web.Request) -> web.Response:
        source, path = request.match_info["source"], request.match_info["path"]
        self.asked.append(source)
        await (self._over if self.moods.get(source) == HANG else self._may_answer).wait()
        self.answered.append(source)
        match self.moods.get(source):
            case mood if mood == GARBAGE:
                return web.Response(body=b"<html>\xff\xfe not what you asked for", content_type="application/json")
            case mood if mood == BROKEN:
                return web.Response(status=500, text="<html>oops")
            case _:
                body = bodies.body(source, path, request.query, self.words)
        return web.Response(status=404) if body is None else web.Response(text=json.dumps(body), content_type=JSON)

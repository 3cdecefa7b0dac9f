"""Every source on one small server of this machine; what is asked below `/slow` is answered later."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from urllib.parse import unquote

from aiohttp import web

from bench.brief import made_up
from bench.brief.made_up import Company, as_bytes, named

LATER = 0.2  # seconds


@asynccontextmanager
async def sources() -> AsyncGenerator[str]:
    """The server's address."""
    app = web.Application()
    app.router.add_get("/{path:.*}", _handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _handle(request: web.Request) -> web.Response:
    path = unquote(request.path)
    if path.startswith("/slow"):
        await asyncio.sleep(LATER)
        path = path.removeprefix("/slow")
    body = _body(path, tuple(sorted(request.query.items())))
    kind = "text/html" if path.startswith("/stranger") else "application/json"
    return web.Response(status=404) if body is None else web.Response(body=body, content_type=kind)


@lru_cache(maxsize=500)
def _body(path: str, query: tuple[tuple[str, str], ...]) -> bytes | None:
    _, source, *steps = path.split("/")
    answer = _ANSWERS[source](steps, dict(query))
    return None if answer is None else as_bytes(answer)


def _sec(steps: list[str], _: dict[str, str]) -> object:
    if steps[-1] == "company_tickers.json":
        return made_up.tickers()
    return made_up.submissions(Company(int(steps[-1].removeprefix("CIK").removesuffix(".json")) - 9_000_000), _today())


def _wikidata(_: list[str], query: dict[str, str]) -> object:
    match query["action"]:
        case "wbsearchentities":
            one = named(query["search"])
            return {"search": [{"id": one.qid, "title": one.qid}] if one else []}
        case "query":
            numbers = [int(part) for part in query["srsearch"].replace("|", "=").split("=") if part.isdigit()]
            return {"query": {"search": [{"title": Company(numbers[-1] - 9_000_000).qid}]}}
        case _:
            return {"entities": {qid: _entity(qid) for qid in query["ids"].split("|")}}


def _entity(qid: str) -> object:
    number = int(qid[1:]) - 900_000_000
    return made_up.item(Company(number)) if number >= 0 else made_up.label(qid)


def _wikipedia(steps: list[str], _: dict[str, str]) -> object:
    one = named(steps[-1].replace("_", " "))
    return made_up.summary(one) if one else None


def _gleif(steps: list[str], query: dict[str, str]) -> object:
    if steps[-1] != "lei-records":
        return (
            {"data": made_up.record(Company(int(steps[-1][14:18])))} if steps[-1].startswith("BENCH") else {"data": []}
        )
    one = named(query.get("filter[entity.legal_name]", "").removesuffix(" Inc."))
    return {"data": [made_up.record(one)] if one else []}


def _greenhouse(steps: list[str], query: dict[str, str]) -> object:
    one = named(steps[2])
    return made_up.jobs(one, _today(), content="content" in query) if one else None


def _hacker_news(_: list[str], query: dict[str, str]) -> object:
    one = named(query["query"].removesuffix(".com"))
    return made_up.stories(one, _today()) if one else {"hits": []}


def _stranger(steps: list[str], _: dict[str, str]) -> object:
    one = named(steps[0].removeprefix("www.").removesuffix(".com"))
    if one is None or steps[1:] not in (["careers"], ["news.xml"], [""]):
        return None
    return made_up.feed(one, _today()) if steps[-1] == "news.xml" else made_up.home(one)


def _nothing(_: list[str], __: dict[str, str]) -> object:
    return None


def _today() -> date:
    return datetime.now(UTC).date()


_ANSWERS = {
    "sec": _sec,
    "wikidata": _wikidata,
    "wikipedia": _wikipedia,
    "gleif": _gleif,
    "greenhouse": _greenhouse,
    "lever": _nothing,
    "ashby": _nothing,
    "hn": _hacker_news,
    "stranger": _stranger,
}

"""The addresses that chat platforms and watchdogs call."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime

from aiohttp import web

from bot.errors import NotStored
from bot.services import Services
from bot.shared import Shared

BODY_LIMIT = 1_048_576  # bytes; chat platforms send far less

Parts = Mapping[str, str | int | float | None]
Health = Callable[[], Awaitable[Parts]]


def application(routes: Iterable[web.RouteDef], health: Health) -> web.Application:
    """The web application: the platforms' addresses, `/healthz` (alive) and `/readyz` (able to keep a promise).

    `health` answers part → "ok", what is wrong, or a figure; words that begin with "!" make it unready (503).
    """
    app = web.Application(client_max_size=BODY_LIMIT)
    app.add_routes([web.get("/healthz", _alive), web.get("/readyz", _ready(health)), *routes])
    return app


async def _alive(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def _ready(health: Health) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def ready(_: web.Request) -> web.Response:
        parts = await health()
        down = any(isinstance(state, str) and state.startswith("!") for state in parts.values())
        said = {part: state.removeprefix("!") if isinstance(state, str) else state for part, state in parts.items()}
        return web.json_response({"status": "not ready" if down else "ok", **said}, status=503 if down else 200)

    return ready


async def health(services: Services, worker: str) -> Parts:
    """Database, Redis and worker in words, dead letters and the oldest overdue job (seconds) in figures, else None.

    The database must be there; without Redis everything is kept, only slower.
    """
    parts: dict[str, str | int | float | None] = {"database": "ok", "redis": await _redis(services.shared)}
    parts |= {"worker": worker, "dead_letters": None, "overdue_seconds": None}
    store = services.store
    try:
        await store.ping()
        parts["dead_letters"] = (await store.jobs.counts())["dead"]
        parts["overdue_seconds"] = _late(await store.jobs.next_at(), services.now())
    except NotStored as error:
        parts["database"] = f"!{error}"
    return parts


async def _redis(shared: Shared) -> str:
    if shared.kind == "memory":
        return "not configured"
    return "ok" if await shared.ping() else "gone: slower, nothing lost"


def _late(due: datetime | None, now: datetime) -> float:
    return round(max((now - due).total_seconds(), 0.0), 1) if due else 0.0


def worker_said(*, inside: bool, looked: datetime | None, now: datetime) -> str:
    """Whether a worker runs in this process, and when it last asked what is due."""
    if not inside:
        return "none in this process"
    return (
        "inside, has not looked yet" if looked is None else f"inside, looked {(now - looked).total_seconds():.1f} s ago"
    )

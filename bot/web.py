"""The addresses that chat platforms and watchdogs call."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

from aiohttp import web

BODY_LIMIT = 1_048_576  # bytes; chat platforms send far less

Health = Callable[[], Awaitable[Mapping[str, str]]]


def application(routes: Iterable[web.RouteDef], health: Health) -> web.Application:
    """The web application: the platforms' addresses, `/healthz` (alive) and `/readyz` (able to keep a promise).

    `health` answers part → "ok", or what is wrong; a part that begins with "!" makes it unready (503).
    """
    app = web.Application(client_max_size=BODY_LIMIT)
    app.add_routes([web.get("/healthz", _alive), web.get("/readyz", _ready(health)), *routes])
    return app


async def _alive(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


def _ready(health: Health) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def ready(_: web.Request) -> web.Response:
        parts = await health()
        down = any(state.startswith("!") for state in parts.values())
        said = {part: state.removeprefix("!") for part, state in parts.items()}
        return web.json_response({"status": "not ready" if down else "ok", **said}, status=503 if down else 200)

    return ready

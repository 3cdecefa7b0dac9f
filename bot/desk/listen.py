"""Hears what people do at the desk: its addresses, and the news that its pages wait for."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from importlib import resources

from aiohttp import hdrs, web

from bot.chat import Reception
from bot.desk.deeds import SAVE_INTEL, Deeds, Done, Passing
from bot.desk.guard import HEADERS, guarded
from bot.desk.page import THREAD, Opened, Page, Wire
from bot.desk.rooms import DANA, SALES, TEAM, Person, Room, person_called, room_called
from bot.desk.send import DeskMessenger
from bot.errors import NotStored
from bot.router import Routes

KEEP = timedelta(days=30)
HEARTBEAT = 15.0  # seconds; a page that hears nothing else reads itself again, for another process may have posted
STATIC = {"desk.css": "text/css", "desk.js": "text/javascript", "icon.svg": "image/svg+xml"}
AT = "/desk/{person}/{room}"

Deed = Callable[[Done], Awaitable[int | None]]


class Listener:
    """The desk's way in."""

    def __init__(
        self,
        reception: Reception,
        routes: Routes,
        messenger: DeskMessenger,
        wires: Mapping[str, Wire],
        passing: Passing | None = None,
    ) -> None:
        """`wires` draw a card as other platforms would be sent it; without `passing` nobody can move the clock."""
        messages, screen, now = messenger.messages, messenger.screen, messenger.now
        self._deeds = Deeds(reception, routes, messages, screen, now, passing)
        words = tuple(word for word, route in routes.items() if route.said)
        ahead = None if passing is None else passing.ahead
        self._page = Page(messages, screen, now, words, wires, SAVE_INTEL in routes, ahead)

    def routes(self) -> list[web.RouteDef]:
        """The desk's addresses, each for its own pages only."""
        deeds = self._deeds
        posts: dict[str, Deed] = {
            "say": deeds.say,
            "press": deeds.press,
            "submit": deeds.submit,
            "cancel": deeds.cancel,
            "dismiss": deeds.dismiss,
            "save": deeds.save,
            "move": deeds.move,
        }
        return [
            web.get("/desk", guarded(_home)),
            web.get("/desk/static/{name}", guarded(_static)),
            web.get("/desk/news", guarded(self._news)),
            web.get(AT, guarded(self._show)),
            *(web.post(f"{AT}/{name}", guarded(_doing(deed))) for name, deed in posts.items()),
        ]

    async def start(self) -> None:
        """Forget what is older than the desk keeps, and be no earlier than what stands there. Raises NotStored."""
        messages, passing = self._deeds.messages, self._deeds.passing
        if passing:
            passing.clock.catch_up(await messages.last_moment(TEAM))
        await messages.prune(self._deeds.now() - KEEP)

    async def close(self) -> None:
        """Let every page go."""
        self._deeds.screen.close()

    async def _show(self, request: web.Request) -> web.Response:
        person, room = _where(request)
        opened = Opened(_number(request.query.get("open", "")), request.query.get("tab", THREAD))
        drawn = await self._page.draw(person, room, opened)
        return web.Response(text=drawn, content_type="text/html", headers=HEADERS)

    async def _news(self, request: web.Request) -> web.StreamResponse:
        """A line for each change, as server-sent events."""
        response = web.StreamResponse(headers={**HEADERS, hdrs.CONTENT_TYPE: "text/event-stream"})
        await response.prepare(request)
        screen = self._deeds.screen
        turn = screen.turn
        with suppress(ConnectionResetError):  # the page was closed
            while not screen.closed:
                await response.write(f"data: {turn}\n\n".encode())
                turn = await screen.news(turn, HEARTBEAT)
                await asyncio.sleep(0.03)  # several changes at once are one piece of news
        return response


def _doing(deed: Deed) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Do it, and go back to the page; no address of ours is read again by a reload."""

    async def take(request: web.Request) -> web.StreamResponse:
        person, room = _where(request)
        typed = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        thread = _number(typed.get("thread", ""))
        try:
            opened = await deed(Done(person, room, thread, typed)) or _number(typed.get("open", ""))
        except NotStored:
            return web.Response(status=503, text="The database did not keep that, please try again.", headers=HEADERS)
        query = f"?open={opened}" if opened else ""
        there = f"/desk/{person.slug}/{room.slug}{query}"
        return web.Response(status=303, headers={**HEADERS, hdrs.LOCATION: there})

    return take


async def _home(_: web.Request) -> web.Response:
    there = f"/desk/{DANA.slug}/{SALES.slug}"
    return web.Response(status=302, headers={**HEADERS, hdrs.LOCATION: there})


async def _static(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in STATIC:
        raise web.HTTPNotFound
    body = (resources.files("bot.desk") / "static" / name).read_text("utf-8")
    return web.Response(text=body, content_type=STATIC[name], headers=HEADERS)


def _where(request: web.Request) -> tuple[Person, Room]:
    """Who somebody is and where they look. Raises HTTPNotFound for a room they cannot read."""
    person = person_called(request.match_info["person"])
    room = room_called(request.match_info["room"], person) if person else None
    if person is None or room is None:
        raise web.HTTPNotFound(text="There is no such room at the desk, or it is not open to them.")
    return person, room


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None  # noqa: PLR2004 (beyond any id)

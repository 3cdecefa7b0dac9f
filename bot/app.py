"""The roof: the one file that sees everything and joins it."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot import briefing
from bot.cards import Card
from bot.chat import Messenger
from bot.desk.clock import DeskClock
from bot.desk.deeds import Passing
from bot.desk.guard import check_host
from bot.desk.listen import Listener as DeskListener
from bot.desk.rooms import PLATFORM
from bot.desk.screen import Screen
from bot.desk.send import DeskMessenger
from bot.due import KINDS, SEEN, Due
from bot.errors import SettingsMistake
from bot.linking import Linking, crossing
from bot.research import Research
from bot.rooms import Rooms
from bot.router import Router, Shows
from bot.scheduler import Ending, Scheduler
from bot.services import Services
from bot.settings import Settings
from bot.shared import Shared
from bot.slack.listen import Listener
from bot.slack.render import blocks, fallback
from bot.slack.send import SlackMessenger
from bot.store import Job, Store
from bot.teams import render as teams
from bot.teams.config import is_enabled
from bot.teams.listen import TeamsListener
from bot.teams.send import TeamsMessenger
from bot.teams.translate import PLATFORM as IN_TEAMS
from bot.waking import Waking, carrier
from bot.web import Parts, application, health, worker_said
from handlers import OTHERWISE, ROUTES
from handlers.digest import next_turn
from handlers.warmup import brief_card
from integrations import connect

LEASE = timedelta(seconds=15)  # longer than one request to a platform; after a kill its work waits for that long
GRACE = timedelta(seconds=20)  # how long a shutdown waits for what was acknowledged
DIALOGS = frozenset(action for action, route in ROUTES.items() if route.shows is Shows.FORM)

log = logging.getLogger(__name__)


def now() -> datetime:
    """The clock on the wall, with its zone."""
    return datetime.now(UTC)


@asynccontextmanager
async def given(
    settings: Settings, clock: Callable[[], datetime] = now, suppliers_clock: Callable[[], datetime] | None = None
) -> AsyncGenerator[Services]:
    """Everything a handler is given, opened and closed together; suppliers may live by another clock."""
    store = await Store.open(settings.database_url)
    shared = await Shared.open(settings.redis_url)
    research = Research(shared, clock, settings.warmup_contact)
    try:
        await store.upgrade()
        yield Services(settings, store, shared, connect(settings, suppliers_clock or clock), research, clock)
    finally:
        await research.close()
        await shared.close()
        await store.close()


@dataclass(slots=True)
class App:
    """A running Warmup: it listens, does what is due, and finishes what it acknowledged before it ends."""

    services: Services
    messengers: Mapping[str, Messenger]
    works: bool = True  # whether a worker runs inside; without one, what is accepted is left to other processes
    router: Router = field(init=False)
    due: Due = field(init=False)
    scheduler: Scheduler = field(init=False)
    waking: Waking = field(init=False)
    _tasks: list[asyncio.Task[None]] = field(init=False, default_factory=list[asyncio.Task[None]])

    def __post_init__(self) -> None:
        """Join router and scheduler: one accepts deliveries, the other does them, now or after a crash."""
        store, clock, linking = self.services.store, self.services.now, Linking(self.services.store.links)
        crossed = crossing(self.messengers, linking)
        self.services = replace(self.services, rooms=Rooms(crossed), linking=linking)
        self.scheduler = Scheduler(store, dict.fromkeys(KINDS, self._do), clock, lease=LEASE)
        self.router = Router(
            ROUTES,
            OTHERWISE,
            crossed,
            self.services,
            self.scheduler.me,
            self.scheduler.adopt,
            LEASE,
            self.scheduler.room if self.works else _no_room,
        )
        self.due = Due(self.router, self.services, next_turn)
        self.waking = Waking(carrier(store, self.services.shared), self._woken)
        store.when_due(self.waking.ring)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Do what is due as long as the block runs; at its end, what is in hand is finished."""
        loops = [self.waking.run(), self.scheduler.run()] if self.works else [self.waking.run()]
        self._tasks = [asyncio.create_task(loop) for loop in loops]
        try:
            yield
        finally:
            if self.works:
                await self.scheduler.stop(GRACE)
            self._tasks[0].cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def until(self, stop: asyncio.Event) -> None:
        """Wait for the signal to stop; an unexpected end of a task ends the process too, loudly."""
        stopped = asyncio.create_task(stop.wait())
        await asyncio.wait({stopped, *self._tasks}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        for task in self._tasks:
            if task.done():
                task.result()

    async def _do(self, job: Job) -> Ending:
        return await self.due.do(job)

    def _woken(self) -> None:
        """Something may be due, or linked."""
        self.services.linking.stale()
        self.scheduler.wake()

    async def health(self) -> Parts:
        """What `/readyz` says of this process and what it stands on."""
        worker = worker_said(inside=self.works, looked=self.scheduler.looked, now=self.services.now())
        return await health(self.services, worker)


def _no_room() -> bool:
    """Nothing is started here: a worker elsewhere hears of it at once."""
    return False


async def serve(settings: Settings, stop: asyncio.Event, ready: Callable[[str], None], *, works: bool = True) -> None:
    """Listen until `stop` is set; `ready` is told the address. Raises SettingsMistake with no platform configured.

    Without `works` nothing is done here but accepting: `work` in other processes does the rest.
    """
    async with _opened(settings, works=works) as app:
        listeners = _listeners(app)
        routes = [route for each in listeners for route in each.routes()]
        async with _listening(app, routes) as address:
            try:
                for listener in listeners:
                    await listener.start()
                ready(address)
                await app.until(stop)
            finally:
                for listener in listeners:
                    await listener.close()


async def sit(settings: Settings, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    """Serve the desk alone until `stop` is set, with a clock that can be moved. Raises SettingsMistake off loopback."""
    check_host(settings.host)
    clock = DeskClock(now)
    async with given(settings, clock, now) as services:  # the sample's news do not move along with the desk's clock
        messenger = DeskMessenger(services.store.desk_messages, Screen(), clock)
        app = App(services, {messenger.platform: messenger})
        desk = _desk(app, Passing(clock, lambda: services.store.jobs.next_at(SEEN), app.scheduler.wake))
        await desk.start()
        async with app.running(), _listening(app, desk.routes()) as address:
            try:
                ready(address)
                await app.until(stop)
            finally:
                await desk.close()


async def work(settings: Settings, stop: asyncio.Event, ready: Callable[[], None]) -> None:
    """Do what is due until `stop` is set, and listen to nobody. Raises SettingsMistake with no platform configured."""
    async with _opened(settings, works=True) as app:
        ready()
        await app.until(stop)


@asynccontextmanager
async def _opened(settings: Settings, *, works: bool) -> AsyncGenerator[App]:
    """A running App on the platforms that are configured."""
    if not (settings.slack_bot_token or is_enabled(settings)):
        raise SettingsMistake(
            "Neither Slack nor Teams is configured: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (docs/slack.md),"
            " or MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD (docs/teams.md)."
        )
    async with given(settings) as services, AsyncExitStack() as closing:
        app = App(services, _messengers(services, closing), works)
        async with app.running():
            yield app


def _messengers(services: Services, closing: AsyncExitStack) -> dict[str, Messenger]:
    """One for each platform that is configured."""
    settings, found = services.settings, dict[str, Messenger]()
    if settings.slack_bot_token:
        slack = SlackMessenger(settings, services.now)
        closing.push_async_callback(slack.close)
        found[slack.platform] = slack
    if is_enabled(settings):
        in_teams = TeamsMessenger(settings, services.store.reaches, services.now, DIALOGS)
        closing.push_async_callback(in_teams.close)
        found[in_teams.platform] = in_teams
    if settings.warmup_desk:
        check_host(settings.host)
        desk = DeskMessenger(services.store.desk_messages, Screen(), services.now)
        found[desk.platform] = desk
    return found


def _listeners(app: App) -> Sequence[Listener | TeamsListener | DeskListener]:
    """One for each platform that is configured."""
    settings, now_ = app.services.settings, app.services.now
    slack = [Listener(settings, app.router, now_)] if settings.slack_bot_token else []
    in_teams = [
        TeamsListener(settings, app.router, messenger, now_, ROUTES, _searching(app.services))
        for messenger in app.messengers.values()
        if isinstance(messenger, TeamsMessenger)
    ]
    desk = [_desk(app)] if settings.warmup_desk else []
    return [*slack, *in_teams, *desk]


def _searching(services: Services) -> Callable[[str, str], Awaitable[Sequence[tuple[str, Card]]]]:
    """How kept briefs are found by words: their titles, and their first screens."""

    async def search(tenant: str, words: str) -> Sequence[tuple[str, Card]]:
        await services.linking.refresh()
        team = services.linking.team(IN_TEAMS, tenant)
        return [(brief.prospect.title, brief_card(brief)) for brief in await briefing.search(services, team, words)]

    return search


@asynccontextmanager
async def _listening(app: App, routes: Iterable[web.RouteDef]) -> AsyncGenerator[str]:
    """Serve these addresses as long as the block runs; where that is."""
    settings = app.services.settings
    runner = web.AppRunner(application(routes, app.health), access_log=None)
    try:
        await runner.setup()
        await _start(web.TCPSite(runner, settings.host, settings.port), settings)
        yield _address(runner)
    finally:
        await runner.cleanup()


async def _start(site: web.TCPSite, settings: Settings) -> None:
    try:
        await site.start()
    except OSError as error:
        where = f"{settings.host}:{settings.port}"
        raise SettingsMistake(f"Nobody can listen on {where} (is it taken?): set another PORT, or HOST.") from error


def _desk(app: App, passing: Passing | None = None) -> DeskListener:
    """The desk, handed the other platforms' renderers."""
    messenger = app.messengers[PLATFORM]
    if not isinstance(messenger, DeskMessenger):
        raise TypeError("the desk's messages are shown by the desk's messenger")
    return DeskListener(app.router, ROUTES, messenger, {"Slack": as_slack, "Teams": as_teams}, passing)


def as_slack(card: Card) -> object:
    """What Slack would be sent: the message, and what goes on in its thread."""
    return [{"text": fallback(card), "blocks": drawn} for drawn in blocks(card)]


def as_teams(card: Card) -> object:
    """What Teams would be sent: the message, and what goes on after it."""
    return teams.messages(card, DIALOGS)


def _address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}"

"""The roof: the one file that sees everything and joins it."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiohttp import web

from bot.chat import Interaction, Messenger, Reception, Who, read_place
from bot.errors import NotStored, Refused, SettingsMistake, Unsure
from bot.research import Research
from bot.router import DELIVERY, Router
from bot.scheduler import Dead, Done, Later, Scheduler
from bot.services import Services
from bot.settings import Settings
from bot.shared import Shared
from bot.slack.listen import Listener
from bot.slack.send import SlackMessenger
from bot.store import FOLLOW_UP, Job, Store
from bot.web import application
from handlers import OTHERWISE, ROUTES
from integrations import connect

LEASE = timedelta(seconds=15)  # longer than one request to a platform; after a kill its work waits for that long
GRACE = timedelta(seconds=20)  # how long a shutdown waits for what was acknowledged
LOOK_AGAIN = timedelta(seconds=2)

log = logging.getLogger(__name__)


def now() -> datetime:
    """The clock on the wall, with its zone."""
    return datetime.now(UTC)


@asynccontextmanager
async def given(settings: Settings, clock: Callable[[], datetime] = now) -> AsyncGenerator[Services]:
    """Everything a handler is given, opened and closed together."""
    store = await Store.open(settings.database_url)
    shared = await Shared.open(settings.redis_url)
    research = Research(shared, clock, settings.warmup_contact)
    try:
        await store.upgrade()
        yield Services(settings, store, shared, connect(settings, clock), research, clock)
    finally:
        await research.close()
        await shared.close()
        await store.close()


@dataclass(slots=True)
class App:
    """A running Warmup: it listens, does what is due, and finishes what it acknowledged before it ends."""

    services: Services
    messengers: Mapping[str, Messenger]
    router: Router = field(init=False)
    scheduler: Scheduler = field(init=False)

    def __post_init__(self) -> None:
        """Join router and scheduler: one accepts deliveries, the other does them, now or after a crash."""
        store, clock = self.services.store, self.services.now
        self.scheduler = Scheduler(store, {DELIVERY: self._deliver, FOLLOW_UP: self._remind}, clock, lease=LEASE)
        self.router = Router(
            ROUTES,
            OTHERWISE,
            self.messengers,
            self.services,
            self.scheduler.me,
            self.scheduler.adopt,
            LEASE,
            self.scheduler.room,
        )

    async def _deliver(self, job: Job) -> Done | Later | Dead:
        return await _ended(self.router.work(job), job)

    async def _remind(self, job: Job) -> Done | Later | Dead:
        """A follow-up is due: the same interaction as a person's, which nobody typed."""
        promise = await self.services.store.follow_ups.find(job.team, str(job.body["id"]))
        if promise is None:
            return Done()
        place = read_place(promise.place)
        words = f"{promise.id}\n{job.body['turn']}"
        rep = Who(promise.rep, promise.rep_name, promise.zone)
        asked = Interaction(job.team, rep, place, "follow_up_due", words, job.key, self.services.now())
        return await _ended(self.router.run(asked, job), job)

    async def health(self) -> Mapping[str, str]:
        """What `/readyz` says: the database must be there; without Redis everything is kept, only slower."""
        try:
            await self.services.store.ping()
            database = "ok"
        except NotStored as error:
            database = f"!{error}"
        shared = self.services.shared
        return {"database": database, "redis": await _redis(shared)}


async def _ended(work: Awaitable[None], job: Job) -> Done | Later | Dead:
    """How showing something ended, as the scheduler writes it down."""
    try:
        await work
    except Unsure:
        return Later(LOOK_AGAIN, look=True)
    except Refused as refused:
        return Later(refused.again, look=job.state == "posting") if refused.again else Dead(refused.reason)
    return Done()


async def _redis(shared: Shared) -> str:
    if shared.kind == "memory":
        return "not configured"
    return "ok" if await shared.ping() else "gone: slower, nothing lost"


async def serve(settings: Settings, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    """Listen until `stop` is set; `ready` is told the address. Raises SettingsMistake with no platform configured."""
    if not settings.slack_bot_token:
        raise SettingsMistake("Slack is not configured: set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET (docs/slack.md).")
    async with given(settings) as services:
        messenger = SlackMessenger(settings, services.now)
        app = App(services, {messenger.platform: messenger})
        reception: Reception = app.router
        listener = Listener(settings, reception, services.now)
        working = asyncio.create_task(app.scheduler.run(), name="scheduler")
        runner = web.AppRunner(application(listener.routes(), app.health), access_log=None)
        try:
            await runner.setup()
            site = web.TCPSite(runner, settings.host, settings.port)
            await site.start()
            await listener.start()
            ready(_address(runner))
            await _until(stop, working)
        finally:
            await listener.close()
            await runner.cleanup()
            await app.scheduler.stop(GRACE)
            await asyncio.gather(working, return_exceptions=True)
            await messenger.close()


async def _until(stop: asyncio.Event, working: asyncio.Task[None]) -> None:
    """Wait for the signal to stop; an unexpected end of the scheduler ends the process too, loudly."""
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({stopped, working}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if working.done():
        working.result()


def _address(runner: web.AppRunner) -> str:
    host, port = runner.addresses[0][:2]
    return f"http://{host}:{port}"

"""Our side, in a process of its own: `python -m bench.brief.ours …` makes briefs and tells their costs as JSON."""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.brief.made_up import Company
from bot.cards import Card, Form
from bot.chat import Audience, Interaction, Message, Place, PlaceKind, Who
from bot.cli.lasting import look_less_for_garbage, loop_factory
from bot.research import Research
from bot.router import Router
from bot.services import IO, Answered, Page, Services, Terms
from bot.settings import Settings
from bot.shared import Shared
from bot.slack.render import blocks, fallback
from bot.store import Job, Store
from handlers import OTHERWISE, ROUTES
from integrations import connect

T = TypeVar("T")
PLATFORM, TEAM, SALES = "slack", "T0BENCH", Place("slack", "T0BENCH", "C0SALES", PlaceKind.CHANNEL)
LEAST_SOURCES = 6  # that have to answer: a brief of nothing is cheap


@dataclass(frozen=True, slots=True)
class Cost:
    """One brief, in milliseconds: our CPU (all threads), from the delivery to the last card, and the slowest source."""

    cpu: float
    whole: float
    slowest: float
    answered: int


@dataclass(slots=True)
class Drawing:
    """A Slack that takes no time: every card is drawn as for the real one."""

    platform: str = PLATFORM
    cards: list[str] = field(default_factory=list[str])
    ids: "count[int]" = field(default_factory=count)

    async def post(
        self, place: Place, card: Card, marker: str, leaving: Callable[[], Awaitable[None]] | None = None
    ) -> Message:
        del marker
        if leaving:
            await leaving()
        self._draw(card)
        return Message(place, str(next(self.ids)))

    async def update(self, message: Message, card: Card) -> None:
        del message
        self._draw(card)

    async def remove(self, message: Message) -> None:
        del message

    async def find(self, place: Place, marker: str, since: datetime) -> Message | None:
        del place, marker, since

    async def whisper(self, asked: Interaction, card: Card) -> None:
        del asked
        self._draw(card)

    async def open_form(self, asked: Interaction, form: Form) -> None:
        del asked, form

    async def direct(self, asked: Interaction) -> Place:
        return asked.place

    async def audience(self, place: Place) -> Audience:
        del place
        return Audience.TEAM

    async def person(self, team: str, who: Who) -> Who:
        del team
        return replace(who, name="Dana Cho", zone="America/New_York")

    def _draw(self, card: Card) -> None:
        self.cards.append(json.dumps({"text": fallback(card), "blocks": blocks(card)}))


@dataclass(frozen=True, slots=True)
class NearBy:
    """A door that finds strangers' pages on our own server, too."""

    inner: IO
    address: str

    async def get_json(self, url: str, params: Mapping[str, str] | None = None) -> object | None:
        return await self.inner.get_json(url, params)

    async def read_json(
        self, url: str, read: Callable[[object], T], params: Mapping[str, str] | None = None
    ) -> T | None:
        return await self.inner.read_json(url, read, params)

    async def get_page(self, url: str, params: Mapping[str, str] | None = None) -> Page | None:
        return await self.inner.get_page(url, params)

    async def get_stranger(self, url: str) -> Page | None:
        page = await self.inner.get_page(f"{self.address}/stranger/{url.partition('://')[2]}")
        return replace(page, url=url) if page else None

    async def derived(self, url: str, build: Callable[[bytes], T]) -> T | None:
        return await self.inner.derived(url, build)

    def now(self) -> datetime:
        return self.inner.now()


@dataclass(slots=True)
class Asker:
    """The real Research, by that door; it remembers how long each source took for the brief in hand."""

    inner: Research
    address: str
    took: dict[str, Answered[object]] = field(default_factory=dict[str, Answered[object]])

    async def ask(self, terms: Terms, call: Callable[[IO], Awaitable[T]], default: T, budget: timedelta) -> Answered[T]:
        answered = await self.inner.ask(terms, lambda io: call(NearBy(io, self.address)), default, budget)
        before = self.took.get(terms.name)
        self.took[terms.name] = Answered(
            answered.outcome, answered.result, answered.ms + (before.ms if before else 0), answered.note
        )
        return answered


class Seat:
    """Where briefs are asked for: everything real between the delivery and Slack's blocks."""

    def __init__(self, services: Services, asker: Asker) -> None:
        self._asker, self._store, self._drawing, self._numbers = asker, services.store, Drawing(), count()
        self._over: asyncio.Future[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._router = Router(ROUTES, OTHERWISE, {PLATFORM: self._drawing}, services, "bench", self._start)

    async def brief(self, company: Company) -> Cost:
        """Ask for one, wait for its end, and say what it cost. Raises AssertionError for a brief of too little."""
        self._asker.took.clear()
        self._over = asyncio.get_running_loop().create_future()
        words, key = f"Jane Doe at {company.name}", f"typed-{next(self._numbers)}"
        asked = Interaction(TEAM, Who("U1"), SALES, "", words, key, datetime.now(UTC))
        began, cpu = time.perf_counter(), time.process_time()
        await self._router.accept(asked)
        await self._over
        cpu, whole = time.process_time() - cpu, time.perf_counter() - began
        answered = [name for name, one in self._asker.took.items() if one.outcome == "answered"]
        assert len(answered) >= LEAST_SOURCES, f"only {answered} answered: {self._drawing.cards[-1][:2000]}"
        slowest = max(one.ms for one in self._asker.took.values())
        return Cost(1000 * cpu, 1000 * whole, slowest, len(answered))

    def _start(self, job: Job) -> None:
        task = asyncio.create_task(self._work(job))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    async def _work(self, job: Job) -> None:
        await self._router.work(job)
        await self._store.jobs.done(job, datetime.now(UTC))

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._over and not self._over.done():
            error = task.exception()
            self._over.set_exception(error) if error else self._over.set_result(None)


def settings(folder: Path, address: str, slow: str) -> Settings:
    """All sources near by; `slow` is the one that answers later."""
    urls = {
        "warmup_sec_data_url": "sec",
        "warmup_sec_www_url": "sec",
        "warmup_wikidata_url": "wikidata",
        "warmup_wikipedia_url": "wikipedia",
        "warmup_hn_url": "hn",
        "warmup_gleif_url": "gleif",
        "warmup_greenhouse_url": "greenhouse",
        "warmup_lever_url": "lever",
        "warmup_ashby_url": "ashby",
    }
    known: dict[str, object] = {
        name: f"{address}/slow/{source}" if source == slow else f"{address}/{source}" for name, source in urls.items()
    }
    known |= {
        "database_url": f"sqlite:///{folder / 'warmup.sqlite3'}",
        "warmup_contact": "bench@warmup.example",
        "warmup_book": "sample",
    }
    return Settings.model_validate(known)


async def briefs(address: str, plan: list[tuple[int, float]], slow: str) -> list[Cost]:
    """The costs of briefs of these companies (by number), each after a pause in seconds."""

    def now() -> datetime:
        return datetime.now(UTC)

    with TemporaryDirectory(prefix="warmup-bench-") as folder:
        given = settings(Path(folder), address, slow)
        store, shared = await Store.open(given.database_url), await Shared.open(None)
        research = Research(shared, now, given.warmup_contact)
        try:
            await store.upgrade()
            asker = Asker(research, address)
            seat = Seat(Services(given, store, shared, connect(given, now), asker, now), asker)
            costs: list[Cost] = []
            for number, pause in plan:
                await asyncio.sleep(pause)
                costs.append(await seat.brief(Company(number)))
            return costs
        finally:
            await research.close()
            await shared.close()
            await store.close()


def main() -> None:
    """Read the plan, make the briefs, and write down what they cost."""
    imported = 1000 * time.process_time()
    address, plan, slow = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
    look_less_for_garbage()  # as the lasting commands do
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        costs = runner.run(briefs(address, plan, slow))
    sys.stdout.write(json.dumps({"imported": imported, "costs": [asdict(one) for one in costs]}) + "\n")


if __name__ == "__main__":
    main()

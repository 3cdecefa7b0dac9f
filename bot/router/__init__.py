"""Finds the handler, has its answer shown, and answers for the unexpected."""

import asyncio
import logging
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta

from pydantic import TypeAdapter

from bot.briefing import in_thread
from bot.cards import Card, Errors, Form
from bot.chat import Answer, Audience, Elsewhere, Interaction, Messenger, PlaceKind
from bot.courtesy import Courtesy
from bot.errors import MessengerError, NotStored, Refused, UserMistake
from bot.router.routes import Handler, Route, Routes, Shows
from bot.router.showing import WHY_DIRECT, NotOurs, Showing, sentence
from bot.services import Services
from bot.store import Job, NewJob
from bot.understand import is_question, is_surely_a_question

__all__ = ["DELIVERY", "MEET", "Handler", "Route", "Router", "Routes", "Shows", "interactions", "sentence"]

DELIVERY = "delivery"
PEOPLE = 10_000  # remembered to have been counted today; of more some are written once more
MEET = "meet"  # the route for somebody who is new in a linked team
ELSEWHERE = timedelta(seconds=5)  # until another process has taken what this one cannot show
HOPELESS = 5  # tries after which it is not the database's absence that keeps something from being stored

log = logging.getLogger(__name__)
interactions: TypeAdapter[Interaction] = TypeAdapter(Interaction)


@dataclass(frozen=True, slots=True)
class Router:
    """Every platform's listener hands over to it, and so does the scheduler."""

    routes: Routes
    otherwise: str  # the route for words that begin with no reserved one
    messengers: Mapping[str, Messenger]
    services: Services
    owner: str
    start: Callable[[Job], None]  # does the work of a job this process has accepted
    lease: timedelta = timedelta(seconds=30)
    room: Callable[[], bool] = lambda: True  # whether it can start at once, or whoever is free first claims it
    courtesy: Courtesy = field(default_factory=Courtesy)
    _here: dict[tuple[str, str], date] = field(default_factory=dict[tuple[str, str], date])

    def check(self, asked: Interaction) -> Errors | None:
        """What is wrong with a submitted form; each mistake stands at its input."""
        route, asked = self._route(asked)
        try:
            if route.check:
                route.check(asked)
        except UserMistake as mistake:
            return Errors({mistake.at or next(iter(asked.values), ""): str(mistake)})
        return None

    async def accept(self, asked: Interaction) -> bool:
        """Keep a delivery durably and start its work; False when it was there before. Raises NotStored."""
        shared, linking, now = self.services.shared, self.services.linking, self.services.now()
        with self.courtesy.at_the_door():
            await linking.refresh()
            team = linking.team(asked.place.platform, asked.team)
            if await shared.seen(team, asked.key):
                return False
            new = NewJob(DELIVERY, team, asked.key, interactions.dump_python(asked, mode="json"), now)
            owner = self.owner if self.room() else None
            job = await self.services.store.inbox.accept(new, owner=owner, now=now, until=now + self.lease)
            await shared.mark_seen(team, asked.key)
        if job and job.owner:
            self.start(job)
        return job is not None

    async def work(self, job: Job) -> None:
        """Do what a kept delivery asks. Raises MessengerError when it has to be tried again."""
        await self.courtesy.turn()
        asked = interactions.validate_python(job.body)
        await self.run(asked, job)
        await self._was_here(self.services.linking.ours(asked))
        await self._meet(asked)

    async def _was_here(self, asked: Interaction) -> None:
        """Count the person among those who used it today: one row a day, and nothing of what they did."""
        day, person = self.services.now().astimezone(UTC).date(), (asked.team, asked.who.id)
        if self._here.get(person) == day or not asked.who.id:
            return
        if len(self._here) >= PEOPLE:
            self._here.clear()
        self._here[person] = day
        with suppress(NotStored):  # a count is worth no second try
            await self.services.store.adoption.was_here(*person, day)

    async def run(self, asked: Interaction, job: Job) -> None:
        """Answer an interaction, whoever or whatever it came from. Raises MessengerError, and NotStored: try again."""
        await self.services.linking.refresh()
        asked = self.services.linking.ours(asked)
        if asked.place.platform not in self.messengers:
            raise Refused(f"this process does not serve {asked.place.platform}", ELSEWHERE)
        showing = Showing(self.messengers[asked.place.platform], self.services, asked, job, self.lease)
        try:
            await self._run(showing)
        except UserMistake as mistake:
            await showing.only_them(str(mistake))
        except NotOurs:
            log.info("another process has this job now")
        except MessengerError:
            raise
        except Exception as error:
            if isinstance(error, NotStored) and job.attempts < HOPELESS:
                raise  # the database is away: what was acknowledged waits for it
            error_id = uuid.uuid4().hex[:8]
            log.exception("unexpected error %s in %s", error_id, asked.action or self.otherwise)
            await showing.sorry(f"Something went wrong on our side (error {error_id}). Please try again.")

    async def _meet(self, asked: Interaction) -> None:
        """Whoever acts for the first time since their team was linked may be known on the other platform."""
        linking, there = self.services.linking, asked.place.platform
        us = linking.ours(asked)
        if MEET not in self.routes or not linking.is_new(there, us.team, us.who.id):
            return
        key, now = f"{there}:{MEET}:{asked.who.id}", self.services.now()
        met = replace(
            asked, action=MEET, text="", key=key, at=now, values={}, message=None, trigger=None, reply_to=None
        )
        new = NewJob(DELIVERY, us.team, key, interactions.dump_python(met, mode="json"), now)
        await self.services.store.jobs.schedule(new)

    async def _run(self, showing: Showing) -> None:
        route, showing.asked = await self._found(showing.asked)
        if route.check:
            route.check(showing.asked)
        if route.shows is Shows.REPLACE and showing.asked.message:
            showing.message, showing.gives_way = showing.asked.message, route.waiting is not None
        _, who = await asyncio.gather(
            self._place(showing, route), showing.messenger.person(showing.asked.team, showing.asked.who)
        )
        showing.asked = replace(showing.asked, who=who)
        if route.waiting:
            await showing.show(route.waiting(showing.asked))
        await self._answer(showing, route, await route.handler(showing.asked, self.services))

    async def _found(self, asked: Interaction) -> tuple[Route, Interaction]:
        """The route; words that no command begins are a question where a brief is talked about, else a prospect."""
        words = asked.text
        route, meant = self._route(asked)
        asks = meant.action == self.otherwise and not asked.action and is_question(words) and "ask" in self.routes
        if asks and (is_surely_a_question(words) or await in_thread(self.services, asked)):
            return self.routes["ask"], replace(asked, action="ask", text=words.strip())
        return route, meant

    def _route(self, asked: Interaction) -> tuple[Route, Interaction]:
        """The route, and the interaction with only the words meant for it."""
        if asked.action:
            return self.routes[asked.action], asked
        if two := self._two_words(asked):
            return two
        first, _, rest = asked.text.strip().partition(" ")
        route = self.routes.get(first.casefold())
        if route and route.said and not rest.strip() and self._is_a_company(first) and "which_meant" in self.routes:
            return self.routes["which_meant"], replace(asked, action="which_meant", text=first)
        if route and route.said:
            return route, replace(asked, action=first.casefold(), text=rest.strip())
        return self.routes[self.otherwise], replace(asked, action=self.otherwise)

    def _two_words(self, asked: Interaction) -> tuple[Route, Interaction] | None:
        """The route whose key is two words ("yield mine" is yield_mine), and the words behind them."""
        first, second, *rest = [*asked.text.split(maxsplit=2), "", ""]
        key = f"{first}_{second}".casefold()
        route = self.routes.get(key) if second else None
        return (route, replace(asked, action=key, text=rest[0].strip())) if route and route.said else None

    def _is_a_company(self, word: str) -> bool:
        crm = self.services.suppliers.crm
        return crm is not None and crm.knows(word)

    async def _place(self, showing: Showing, route: Route) -> None:
        """Where the answer goes: where it was asked, unless strangers could read it there (product.md law 9)."""
        asked = showing.asked
        if asked.message and route.shows is Shows.THREAD:
            under = replace(asked.message.place, thread=asked.message.place.thread or asked.message.id)
            showing.asked = replace(asked, place=under)
        elif route.shows is Shows.DIRECT and asked.place.kind is not PlaceKind.DIRECT:
            await showing.go_direct("I sent it to you directly.")
        elif route.shows is Shows.HERE and asked.place.kind is not PlaceKind.DIRECT:
            audience = await showing.messenger.audience(asked.place)
            if audience is not Audience.TEAM:
                await showing.go_direct(WHY_DIRECT[audience])

    async def _answer(self, showing: Showing, route: Route, answer: Answer) -> None:
        match answer:
            case None:
                return
            case Card() if route.shows in {Shows.ONLY_THEM, Shows.FORM}:
                await showing.whisper(answer)
            case Card():
                await showing.show(answer)
            case Form():
                await showing.open(answer)
            case Elsewhere(place, card, then):
                await showing.elsewhere(place, card, then)
            case Errors(by_input):
                await showing.only_them(" ".join(by_input.values()))
            case _:
                await showing.grow(answer)

"""Finds the handler, shows its answer, posts once, and answers for the unexpected."""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import TypeAdapter

from bot.cards import Card, Errors, Form, Text, Tone, text
from bot.chat import Answer, Audience, Elsewhere, Interaction, Message, Messenger, Place, PlaceKind
from bot.errors import CannotLook, MessengerError, Refused, UserMistake
from bot.services import Services
from bot.store import Job, NewJob

DELIVERY = "delivery"
UPDATE_PAUSE = 1.0  # seconds between updates of a growing card: platforms limit edits to about one a second

log = logging.getLogger(__name__)
interactions: TypeAdapter[Interaction] = TypeAdapter(Interaction)
messages: TypeAdapter[Message] = TypeAdapter(Message)

Handler = Callable[[Interaction, Services], Awaitable[Answer]]


class Shows(StrEnum):
    """Where an answer goes."""

    HERE = "here"  # where it was asked, or by direct message where strangers could read it
    THREAD = "thread"  # under the message whose button was pressed
    REPLACE = "replace"  # in place of that message
    ONLY_THEM = "only them"  # to nobody but the person who asked


@dataclass(frozen=True, slots=True)
class Route:
    """One thing Warmup can do. `waiting` is put up at once; `check` finds mistakes without asking anybody."""

    handler: Handler
    shows: Shows = Shows.HERE
    waiting: Callable[[Interaction], Card] | None = None
    check: Callable[[Interaction], None] | None = None  # raises UserMistake
    said: bool = False  # a reserved first word; the rest only buttons and forms can do


Routes = Mapping[str, Route]


@dataclass(slots=True)
class _Shown:
    """The message an answer lives in, once there is one; the job remembers it."""

    messenger: Messenger
    job: Job
    message: Message | None = None


class _Newest:
    """The newest of a stream of cards; those nobody has shown yet are skipped."""

    def __init__(self) -> None:
        self._card: Card | None = None
        self._news, self._ended = asyncio.Event(), asyncio.Event()

    async def read(self, cards: AsyncIterator[Card]) -> None:
        """Follow the stream to its end."""
        try:
            async for self._card in cards:
                self._news.set()
        finally:
            self._ended.set()
            self._news.set()

    async def card(self) -> Card | None:
        """The next card to show, waiting for it; None at the end."""
        await self._news.wait()
        if not self._ended.is_set():
            self._news.clear()
        card, self._card = self._card, None
        return card

    async def pause(self, seconds: float) -> None:
        """Rest, but not beyond the end: the last card is shown at once."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ended.wait(), seconds)


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

    def check(self, asked: Interaction) -> Errors | None:
        """What is wrong with a submitted form; each mistake stands at its first input."""
        route, asked = self._route(asked)
        try:
            if route.check:
                route.check(asked)
        except UserMistake as mistake:
            return Errors({next(iter(asked.values), ""): str(mistake)})
        return None

    async def accept(self, asked: Interaction) -> bool:
        """Keep a delivery durably and start its work; False when it was there before. Raises NotStored."""
        shared, now = self.services.shared, self.services.now()
        if await shared.seen(asked.team, asked.key):
            return False
        new = NewJob(DELIVERY, asked.team, asked.key, interactions.dump_python(asked, mode="json"), now)
        job = await self.services.store.inbox.accept(new, owner=self.owner, now=now, until=now + self.lease)
        await shared.mark_seen(asked.team, asked.key)
        if job:
            self.start(job)
        return job is not None

    async def work(self, job: Job) -> None:
        """Do what a kept delivery asks. Raises MessengerError when it has to be tried again."""
        await self.run(interactions.validate_python(job.body), job)

    async def run(self, asked: Interaction, job: Job) -> None:
        """Answer an interaction, whoever or whatever it came from."""
        shown = _Shown(self.messengers[asked.place.platform], job)
        try:
            route, asked = self._route(asked)
            if route.check:
                route.check(asked)
            asked = await self._with_place(asked, route)
            if route.waiting:
                await self._show(shown, asked, route, route.waiting(asked))
            asked = replace(asked, who=await shown.messenger.person(asked.team, asked.who))
            await self._answer(shown, asked, route, await route.handler(asked, self.services))
        except UserMistake as mistake:
            await self._only_them(shown, asked, str(mistake))
        except MessengerError:
            raise
        except Exception as error:  # noqa: BLE001 (the router alone answers for the unexpected)
            await self._unexpected(shown, asked, error)

    def _route(self, asked: Interaction) -> tuple[Route, Interaction]:
        """The route, and the interaction with only the words meant for it."""
        if asked.action:
            return self.routes[asked.action], asked
        first, _, rest = asked.text.strip().partition(" ")
        route = self.routes.get(first.casefold())
        if route and route.said:
            return route, replace(asked, action=first.casefold(), text=rest.strip())
        return self.routes[self.otherwise], replace(asked, action=self.otherwise)

    async def _with_place(self, asked: Interaction, route: Route) -> Interaction:
        """Where the answer goes: where it was asked, unless strangers could read it there (product.md law 9)."""
        if asked.message and route.shows is Shows.THREAD:
            return replace(
                asked, place=replace(asked.message.place, thread=asked.message.place.thread or asked.message.id)
            )
        if route.shows is not Shows.HERE or asked.place.kind is PlaceKind.DIRECT:
            return asked
        messenger = self.messengers[asked.place.platform]
        audience = await messenger.audience(asked.place)
        if audience is Audience.TEAM:
            return asked
        return await self._by_direct_message(asked, WHY_DIRECT[audience])

    async def _by_direct_message(self, asked: Interaction, why: str) -> Interaction:
        messenger = self.messengers[asked.place.platform]
        place = await messenger.direct(asked)
        await whisper(messenger, asked, sentence(why))
        return replace(asked, place=place)

    async def _answer(self, shown: _Shown, asked: Interaction, route: Route, answer: Answer) -> None:
        match answer:
            case None:
                return
            case Card() if route.shows is Shows.ONLY_THEM:
                await whisper(shown.messenger, asked, answer)
            case Card():
                await self._show(shown, asked, route, answer)
            case Form():
                await self._open(shown, asked, answer)
            case Elsewhere(place, card, then):
                await self._elsewhere(shown, asked, place, card, then)
            case Errors(by_input):
                await self._only_them(shown, asked, " ".join(by_input.values()))
            case _:
                await self._stream(shown, asked, route, answer)

    async def _open(self, shown: _Shown, asked: Interaction, form: Form) -> None:
        """Open a dialog; what allows it lives for seconds only, so that after a restart one has to press again."""
        try:
            await shown.messenger.open_form(asked, form)
        except MessengerError:
            await whisper(shown.messenger, asked, sentence("That took too long, please press the button again."))

    async def _elsewhere(self, shown: _Shown, asked: Interaction, place: Place, card: Card, then: Card) -> None:
        """Show a card in another place, unless strangers could read it there or we may not write there."""
        audience = await shown.messenger.audience(place)
        if audience is not Audience.TEAM:
            await whisper(shown.messenger, asked, sentence(WHY_NOT_SHARED[audience]))
            return
        try:
            await self._post_once(shown, place, card)
        except Refused as refused:
            if refused.again:
                raise
            then = sentence(WHY_NOT_SHARED[None])
        await whisper(shown.messenger, asked, then)

    async def _stream(self, shown: _Shown, asked: Interaction, route: Route, cards: AsyncIterator[Card]) -> None:
        """Show a growing card: the first at once, then at most one change a second, and the last one always."""
        newest = _Newest()
        reading = asyncio.create_task(newest.read(cards))
        try:
            while card := await newest.card():
                await self._show(shown, asked, route, card)
                await newest.pause(UPDATE_PAUSE)
            await reading
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _show(self, shown: _Shown, asked: Interaction, route: Route, card: Card) -> None:
        if shown.message is None and asked.message and route.shows is Shows.REPLACE:
            shown.message = asked.message
        if shown.message:
            await shown.messenger.update(shown.message, card)
            return
        try:
            await self._post_once(shown, asked.place, card)
        except Refused as refused:
            if refused.again or asked.place.kind is PlaceKind.DIRECT:
                raise
            log.info("not shown where it was asked: %s", refused.reason)
            moved = await self._by_direct_message(asked, WHY_DIRECT[None])
            await self._post_once(shown, moved.place, card)

    async def _post_once(self, shown: _Shown, place: Place, card: Card) -> None:
        """Post, or change what an earlier try has posted; look first where one may have reached the platform."""
        job, jobs, now = shown.job, self.services.store.jobs, self.services.now
        marker = f"{job.team}:{job.key}"
        if job.ts:
            shown.message = messages.validate_json(job.ts)
            await shown.messenger.update(shown.message, card)
            return
        if job.state == "posting" and job.first_sent:
            card = await self._looked(shown, place, card, marker, job.first_sent)
        else:
            await jobs.posting(job, now())
        if shown.message is None:
            shown.message = await shown.messenger.post(place, card, marker)
        shown.job = replace(
            job, state="posting", first_sent=job.first_sent or now(), ts=messages.dump_json(shown.message).decode()
        )
        await jobs.posted(job, shown.job.ts or "")

    async def _looked(self, shown: _Shown, place: Place, card: Card, marker: str, since: datetime) -> Card:
        """The card to post: with "this may be a repeat" where nobody can look (product.md law 8)."""
        try:
            shown.message = await shown.messenger.find(place, marker, since)
        except CannotLook:
            return replace(card, parts=(text("This may be a repeat.", tone=Tone.QUIET), *card.parts))
        if shown.message:
            await shown.messenger.update(shown.message, card)
        return card

    async def _only_them(self, shown: _Shown, asked: Interaction, said: str) -> None:
        """A mistake is seen by nobody but the person who made it; what was put up meanwhile goes."""
        if shown.message and shown.message != asked.message:
            await shown.messenger.remove(shown.message)
        await whisper(shown.messenger, asked, sentence(said))

    async def _unexpected(self, shown: _Shown, asked: Interaction, error: Exception) -> None:
        error_id = uuid.uuid4().hex[:8]
        log.error("unexpected error %s in %s", error_id, asked.action or self.otherwise, exc_info=error)
        said = sentence(
            f"Something went wrong on our side (error {error_id}). Please try again; an admin can find it by that id."
        )
        if shown.message and shown.message != asked.message:
            await shown.messenger.update(shown.message, said)
        else:
            await whisper(shown.messenger, asked, said)


WHY_DIRECT: Mapping[Audience | None, str] = {
    Audience.STRANGERS: "Guests or another company can read this channel, so I sent it to you directly.",
    Audience.UNKNOWN: "I cannot see who reads this channel, so I sent it to you directly.",
    None: "I may not write here, so I sent it to you directly. To have it here, invite me: /invite @warmup",
}

WHY_NOT_SHARED: Mapping[Audience | None, str] = {
    Audience.STRANGERS: "Guests or another company can read that channel, so I did not share it there.",
    Audience.UNKNOWN: "I cannot see who reads that channel; invite me first: /invite @warmup",
    None: "I may not write in that channel; invite me first: /invite @warmup",
}


async def whisper(messenger: Messenger, asked: Interaction, card: Card) -> None:
    """Tell only the person who asked; a pointer may be lost (its way lives for minutes only), an answer may not."""
    try:
        await messenger.whisper(asked, card)
    except MessengerError as error:
        log.warning("could not tell the person who asked: %s", error)


def sentence(said: str) -> Card:
    """A card of one sentence."""
    return Card(said, (Text(text(said).spans),))

"""Shows one interaction's answer: posts once, grows a card in place, whispers what only the asker may see."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from pydantic import TypeAdapter

from bot.cards import Card, Form, Text, Tone, text
from bot.chat import Audience, Interaction, Message, Messenger, Place, PlaceKind
from bot.errors import CannotLook, MessengerError, Refused
from bot.services import Services
from bot.store import Job

LONGEST_REQUEST = timedelta(seconds=10)  # the time-out of any platform's request
AGAIN = timedelta(seconds=1)
PATIENCE = timedelta(minutes=2)  # with a platform that does not let us look; then rather a repeat than silence
PRESSED_FOR = timedelta(minutes=10)  # longer than any brief grows
UPDATE_PAUSE = 1.0  # seconds between updates of a growing card: platforms limit edits to about one a second
WHY_DIRECT: Mapping[Audience | None, str] = {
    Audience.STRANGERS: "Guests or another company can read this channel, so I sent it to you directly.",
    Audience.UNKNOWN: "I cannot see who reads this channel, so I sent it to you directly.",
    None: "I may not write here, so I sent it to you directly. To have it here, {invite}",
}
WHY_NOT_SHARED: Mapping[Audience | None, str] = {
    Audience.STRANGERS: "Guests or another company can read that channel, so I did not share it there.",
    Audience.UNKNOWN: "I cannot see who reads that channel; first {invite}",
    None: "I may not write in that channel; first {invite}",
}

log = logging.getLogger(__name__)
messages: TypeAdapter[Message] = TypeAdapter(Message)


class NotOurs(Exception):
    """The lease was lost, or a later press has the message: whoever has it shows it."""


def sentence(said: str) -> Card:
    """A card of one sentence."""
    return Card(said, (Text(text(said).spans),))


@dataclass(slots=True)
class Showing:
    """The one message an answer lives in, once there is one; the job remembers it across a crash."""

    messenger: Messenger
    services: Services
    asked: Interaction
    job: Job
    lease: timedelta = timedelta(seconds=30)
    message: Message | None = None
    about: str = ""  # the brief that is known to stand here
    gives_way: bool = False  # to whoever presses a button of the same message later: the last press stays

    async def show(self, card: Card) -> None:
        """Post the card, or change the message it already has; where we may not write, by direct message."""
        if self.message:
            await self._give_way(self.message)
            await self.messenger.update(self.message, card)
            await self._remember(card)
            return
        try:
            await self.post_once(self.asked.place, card)
        except Refused as refused:
            if refused.again or self.asked.place.kind is PlaceKind.DIRECT:
                raise
            log.info("not shown where it was asked: %s", refused.reason)
            await self.go_direct(WHY_DIRECT[None].format(invite=self.messenger.invite))
            await self.post_once(self.asked.place, card)

    async def go_direct(self, why: str) -> None:
        """From here on everything goes to the asker alone; where it was asked they are told why."""
        place = await self.messenger.direct(self.asked)
        await self.whisper(sentence(why))
        self.asked = replace(self.asked, place=place)

    async def grow(self, cards: AsyncIterator[Card]) -> None:
        """Show a growing card: the first at once, then at most one change a second, and the last one always."""
        newest = _Newest()
        reading = asyncio.create_task(newest.read(cards))
        try:
            while card := await newest.card():
                await self.show(card)
                await newest.pause(UPDATE_PAUSE)
            await reading
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def elsewhere(self, place: Place, card: Card, then: Card | None) -> None:
        """Show a card in another place, unless strangers could read it there or we may not write there."""
        audience = await self.messenger.audience(place)
        if audience is not Audience.TEAM:
            await self.whisper(sentence(WHY_NOT_SHARED[audience].format(invite=self.messenger.invite)))
            return
        try:
            await self.post_once(place, card)
        except Refused as refused:
            if refused.again:
                raise
            then = sentence(WHY_NOT_SHARED[None].format(invite=self.messenger.invite))
        if then:
            await self.whisper(then)

    async def open(self, form: Form) -> None:
        """Open a dialog; what allows it lives for seconds only, so that after a restart one has to press again."""
        try:
            await self.messenger.open_form(self.asked, form)
        except MessengerError:
            await self.whisper(sentence("That took too long, please press the button again."))

    async def whisper(self, card: Card) -> None:
        """Tell only the person who asked; a pointer may be lost (its way lives for minutes only), an answer may not."""
        try:
            await self.messenger.whisper(self.asked, card)
        except MessengerError as error:
            log.warning("could not tell the person who asked: %s", error)

    async def only_them(self, said: str) -> None:
        """A mistake is seen by nobody but the person who made it; what was put up meanwhile goes."""
        if self.message and self.message != self.asked.message:
            await self.messenger.remove(self.message)
        await self.whisper(sentence(said))

    async def sorry(self, said: str) -> None:
        """Something went wrong: say so where they look."""
        if self.message and self.message != self.asked.message:
            await self.messenger.update(self.message, sentence(said))
        else:
            await self.whisper(sentence(said))

    async def post_once(self, place: Place, card: Card) -> None:
        """Post, or change what an earlier try has posted; look first where one may have reached the platform."""
        shown = messages.validate_json(self.job.ts) if self.job.ts else None
        if shown and shown.id:
            self.message = shown
            await self.messenger.update(shown, card)
            return
        if self.job.state == "posting" and self.job.first_sent:
            card = await self._looked(shown.place if shown else place, card, self.job.first_sent)
            self.job = replace(self.job, state="claimed", ts=None)  # nothing is unsure any more
        if self.message is None:
            self.message = await self.messenger.post(place, card, self._marker, lambda: self._leaving(place))
        ts = messages.dump_json(self.message).decode()
        self.job = replace(self.job, ts=ts)
        await self.services.store.jobs.posted(self.job, ts)
        await self._remember(card)

    async def _remember(self, card: Card) -> None:
        """Which brief stands here, once: what is said in its thread is about it."""
        if self.message and card.about and self.about != card.about:
            place = self.message.place
            thread, now = place.thread or self.message.id, self.services.now()
            await self.services.store.briefs.shown(self.asked.team, card.about, place.channel, thread, now)
            self.about = card.about

    async def _give_way(self, message: Message) -> None:
        """Stop where somebody has pressed another button of this message since. Raises NotOurs."""
        if not self.gives_way:
            return
        key = f"pressed:{quote(self.asked.team, safe='')}:{message.place.channel}:{message.id}"
        mine, newest = (
            f"{self.asked.at.astimezone(UTC).isoformat()} {self.job.key}",
            await self.services.shared.get(key),
        )
        if isinstance(newest, str) and newest > mine:
            raise NotOurs
        if newest != mine:
            await self.services.shared.set(key, mine, PRESSED_FOR)

    async def _leaving(self, place: Place) -> None:
        """The last thing before a request leaves: the job is still ours, says where it goes, and its lease is longer.

        A process that was stopped in between finds the job another's. Raises NotOurs and Refused.
        """
        now, going = self.services.now(), messages.dump_json(Message(place, "")).decode()
        until = now + self.lease
        if not await self.services.store.jobs.posting(self.job, now, until=until, ts=going):
            raise NotOurs
        if self.services.now() + LONGEST_REQUEST > until:
            raise Refused("too slow to begin now", AGAIN)

    async def _looked(self, place: Place, card: Card, since: datetime) -> Card:
        """The card to post: with "this may be a repeat" where nobody can look (product.md law 8)."""
        try:
            self.message = await self.messenger.find(place, self._marker, since)
        except CannotLook as blind:
            if blind.again and self.services.now() + blind.again < since + PATIENCE:
                raise Refused(f"not yet: {blind}", blind.again) from blind
            return replace(card, parts=(text("This may be a repeat.", tone=Tone.QUIET), *card.parts))
        if self.message:
            await self.messenger.update(self.message, card)
        return card

    @property
    def _marker(self) -> str:
        """The same for the same job, also when its team has been linked with another meanwhile."""
        return f"{self.asked.place.team}:{self.job.key}"


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

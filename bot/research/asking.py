"""One question put to a supplier: shared by all who ask it, paced, sent (again if cut off), judged, kept."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus

from bot.errors import SourceUnavailable
from bot.flights import Flights
from bot.research.keeping import FOUND, Keeping, Kept, digest_of
from bot.research.pace import Pace
from bot.research.question import Question
from bot.research.threads import work_on
from bot.research.troubles import StrangerUnavailable, TookTooLong, TooManyQuestions
from bot.research.verdict import AGAIN, judge
from bot.research.wire import CUT, Raw, Wire, in_words
from bot.services import Terms
from bot.shared import Shared

logger = logging.getLogger(__name__)
BEFORE_AGAIN = 0.1  # seconds between a cut connection and the second try


class Asking:
    """Puts questions, for all suppliers of this process."""

    def __init__(self, shared: Shared, wire: Wire, flights: Flights, now: Callable[[], datetime]) -> None:
        self.now = now
        self._shared, self._wire, self._flights = shared, wire, flights
        self._keeping = Keeping(shared)
        self._paces: dict[str, Pace] = {}
        self._sent: set[str] = set()

    def pace(self, terms: Terms) -> Pace:
        """What all questions to this supplier share."""
        if (pace := self._paces.get(terms.name)) is None:
            pace = self._paces[terms.name] = Pace(terms)
        return pace

    async def kept(self, question: Question) -> Kept | None:
        """The answer kept from before, however old."""
        return await self._keeping.get(question.key)

    async def drop(self, question: Question) -> None:
        """Keep this answer no longer."""
        await self._keeping.drop(question.key)

    async def ask(self, question: Question, kept: Kept | None) -> Kept:
        """A new answer, by one request however many ask; raises SourceUnavailable and its kin.

        The request has the supplier's own time and outlives askers that have less: its answer is kept for the next.
        """
        return await self._flights.once(question.flight, lambda: self._fly(question, kept))

    def queued(self, flight: str) -> bool:
        """Whether it is in the air but its request has not left yet."""
        return flight in self._flights and flight not in self._sent

    def stop(self, flight: str) -> None:
        """Stop a request nobody waits for."""
        self._flights.drop(flight)

    async def _fly(self, question: Question, kept: Kept | None) -> Kept:
        try:
            async with asyncio.timeout(question.seconds):
                return await self._alone(question, kept)
        except TimeoutError as error:
            late = TookTooLong if question.flight in self._sent else TooManyQuestions
            raise self._said(question, late(question.terms.name)) from error
        finally:
            self._sent.discard(question.flight)

    async def _alone(self, question: Question, kept: Kept | None) -> Kept:
        """Ask, unless another flight or another process has just done so."""
        if (newer := self._keeping.here(question.key)) and newer.fresh(question.terms, self.now()):
            return newer
        if self._shared.kind == "memory":
            return await self._ask(question, kept)
        # whoever dies with the lock in hand holds the others up for half the time they have, no longer
        async with self._shared.lock(question.key, timedelta(seconds=question.seconds / 2)):
            newer = await self._keeping.get(question.key)
            if newer and newer.fresh(question.terms, self.now()):
                return newer
            return await self._ask(question, newer or kept)

    async def _ask(self, question: Question, kept: Kept | None) -> Kept:
        try:
            answer = await self._judged(question, await self._send_twice(question, comparing(kept)), kept)
        except (TimeoutError, SourceUnavailable):
            raise
        except Exception as error:
            raise self._said(question, SourceUnavailable(question.terms.name, in_words(error))) from error
        await self._keeping.put(question.key, answer, question.terms)
        return answer

    async def _send_twice(self, question: Question, headers: dict[str, str]) -> Raw:
        """Send; once more when the connection was cut, or a machine in between gave the answer."""
        try:
            raw = await self._send(question, headers)
            if raw.status not in AGAIN:
                return raw
        except CUT:
            pass
        await asyncio.sleep(BEFORE_AGAIN)
        return await self._send(question, headers)

    async def _send(self, question: Question, headers: dict[str, str]) -> Raw:
        async with self.pace(question.terms).turn():
            self._sent.add(question.flight)
            return await self._wire.fetch(question.url, headers, question.most, stranger=question.stranger)

    async def _judged(self, question: Question, raw: Raw, kept: Kept | None) -> Kept:
        if raw.status == HTTPStatus.NOT_MODIFIED and kept:
            return replace(kept, read_at=self.now(), decoded=[])
        digest = await work_on(raw.body, len(raw.body), digest_of)
        try:
            answer = judge(question.terms.name, raw, digest, self.now())
        except SourceUnavailable as error:
            raise self._said(question, error) from error
        if question.reads and answer.status == FOUND:
            try:
                answer.decoded.append(await work_on(raw.body, len(raw.body), question.reads))
            except (ValueError, RecursionError) as error:
                raise self._said(question, SourceUnavailable(question.terms.name, "unreadable answer")) from error
        return answer

    def _said(self, question: Question, error: SourceUnavailable) -> SourceUnavailable:
        """Log it without what was asked for; a stranger's trouble is not the supplier's."""
        logger.info("source %s, %s: %s", question.terms.name, question.place, error.reason)
        if question.stranger and not isinstance(error, TooManyQuestions):
            return StrangerUnavailable(error.source, error.reason)
        return error


def comparing(kept: Kept | None) -> dict[str, str]:
    """The headers that let the other side say "not modified"."""
    both = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified} if kept else {}
    return {name: value for name, value in both.items() if value}

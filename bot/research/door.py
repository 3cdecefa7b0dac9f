"""The door a supplier is given: every question to the world goes through here and through nothing else."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import TypeVar

from bot.errors import SourceLimited, SourceUnavailable, WarmupError
from bot.research.asking import Asking
from bot.research.deriving import Derived
from bot.research.keeping import FOUND, Kept
from bot.research.question import Question
from bot.research.threads import work_on
from bot.research.troubles import Resting
from bot.services import Page, Terms, Unclear

T = TypeVar("T")


@dataclass(slots=True)
class Seen:
    """What a door saw while one supplier was asked, for the report and for the breaker."""

    reached: bool = False  # a supplier's answer came over the wire
    withheld: bool = False  # a question was not put, because the supplier rests
    trouble: SourceUnavailable | None = None  # over a limit, or what an older answer stood in for
    oldest: datetime | None = None  # when that older answer was read


class Door:
    """One supplier's way out, for one ask (services.IO)."""

    def __init__(self, terms: Terms, asking: Asking, derived: Derived, *, resting: bool) -> None:
        self.seen = Seen()
        self._terms, self._asking, self._derived, self._resting = terms, asking, derived, resting
        self._waiting: set[str] = set()

    def now(self) -> datetime:
        """The clock."""
        return self._asking.now()

    async def get_json(self, url: str, params: Mapping[str, str] | None = None) -> object | None:
        """The decoded body; None when the supplier does not know (404)."""
        question = Question.of(self._terms, url, params, reads=decode)
        kept = await self._read(question)
        if kept.status != FOUND:
            return None
        if kept.decoded:
            return kept.decoded.pop()
        return await self._made_of(question, work_on(kept.body, len(kept.body), decode))

    async def read_json(
        self, url: str, read: Callable[[object], T], params: Mapping[str, str] | None = None
    ) -> T | None:
        """What `read` makes of the decoded body: once for each new body."""
        question = Question.of(self._terms, url, params, reads=decode)
        kept = await self._read(question)
        if kept.status != FOUND:
            return None

        @wraps(read)  # builds are told apart by their name
        def build(body: bytes) -> T:
            return read(kept.decoded.pop() if kept.decoded else decode(body))

        return await self._made_of(question, self._derived.of(question.key, kept, build, len(kept.body)))

    async def get_page(self, url: str, params: Mapping[str, str] | None = None) -> Page | None:
        """The body as bytes, from one of the supplier's own hosts."""
        return page_of(await self._read(Question.of(self._terms, url, params)))

    async def get_stranger(self, url: str) -> Page | None:
        """A page whose address came from data: public addresses only."""
        return page_of(await self._read(Question.of(self._terms, url, stranger=True)))

    async def derived(self, url: str, build: Callable[[bytes], T]) -> T | None:
        """What `build` makes of the body: in a thread, once for each new body."""
        question = Question.of(self._terms, url)
        kept = await self._read(question)
        if kept.status != FOUND:
            return None
        return await self._made_of(question, self._derived.of(question.key, kept, build))

    def queued(self) -> bool:
        """Whether what is waited for has not even been sent: our own pace holds it back."""
        return any(self._asking.queued(flight) for flight in self._waiting)

    def hang_up(self, *, all_of_them: bool) -> None:
        """Nobody waits here any more: stop what was not sent yet, or all of it; what was sent may still be kept."""
        for flight in self._waiting:
            if all_of_them or self._asking.queued(flight):
                self._asking.stop(flight)

    async def _made_of(self, question: Question, making: Awaitable[T]) -> T:
        """What is made of an answer; one that nothing can be made of is kept no longer."""
        try:
            return await making
        except (WarmupError, Unclear):
            raise
        except Exception as error:
            await self._asking.drop(question)
            raise SourceUnavailable(self._terms.name, "unreadable answer") from error

    async def _read(self, question: Question) -> Kept:
        kept = await self._asking.kept(question)
        if kept and kept.fresh(self._terms, self.now()):
            return kept
        if self._resting:
            self.seen.withheld = True
            return self._instead(kept, Resting(self._terms.name))
        try:
            answer = await self._wait_for(question, kept)
        except SourceUnavailable as error:
            if isinstance(error, SourceLimited):
                self.seen.trouble = error  # also when the supplier makes do without this answer
            return self._instead(kept, error)
        self.seen.reached = True
        return answer

    async def _wait_for(self, question: Question, kept: Kept | None) -> Kept:
        self._waiting.add(question.flight)
        try:
            answer = await self._asking.ask(question, kept)
        except asyncio.CancelledError:
            raise  # still among `_waiting`: whoever gave up decides what becomes of it
        except BaseException:
            self._waiting.discard(question.flight)
            raise
        self._waiting.discard(question.flight)
        return answer

    def _instead(self, kept: Kept | None, error: SourceUnavailable) -> Kept:
        """An older answer for one that failed, where the terms allow it."""
        if kept is None or not kept.usable(self._terms, self.now()):
            raise error
        self.seen.trouble = error
        self.seen.oldest = min(kept.read_at, self.seen.oldest or kept.read_at)
        return kept

    def age(self) -> timedelta:
        """How old the oldest answer is that stood in for a newer one."""
        return self.now() - self.seen.oldest if self.seen.oldest else timedelta(0)


def page_of(kept: Kept) -> Page | None:
    """As a supplier gets it."""
    return Page(kept.url, kept.body, kept.content_type, kept.read_at) if kept.status == FOUND else None


def decode(body: bytes) -> object:
    """Read JSON; raises ValueError or RecursionError."""
    return json.loads(body)

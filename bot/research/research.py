"""Research asks a source and always comes back with a report, in time, whatever the source does."""

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Generic, TypeVar

from bot.errors import SourceLimited, SourceRefused, SourceUnavailable
from bot.flights import Flights
from bot.model import Outcome
from bot.research.asking import Asking
from bot.research.breaker import REST_REFUSED, Breaker, Permit
from bot.research.deriving import Derived
from bot.research.door import Door
from bot.research.strangers import IPAddress, is_public
from bot.research.troubles import (
    Resting,
    StrangerUnavailable,
    TookTooLong,
    TooManyQuestions,
    gravest,
    outcome_of,
    plain,
    size_of,
)
from bot.research.verdict import LONGEST
from bot.research.wire import Wire
from bot.services import IO, Answered, Terms, Unclear
from bot.shared import Shared

logger = logging.getLogger(__name__)

T = TypeVar("T")
FAIR = timedelta(seconds=1)  # a supplier that had less time than this is not blamed for being late


class Research:
    """Asks any source (services.Asker)."""

    def __init__(
        self,
        shared: Shared,
        now: Callable[[], datetime],
        contact: str | None = None,
        *,
        strangers_may_be: Callable[[IPAddress], bool] = is_public,
    ) -> None:
        """`contact` (an e-mail or web address) is told to every source; strangers are public addresses by default."""
        self._now = now
        self._wire = Wire(contact, strangers_may_be)
        self._flights = Flights()
        self._asking = Asking(shared, self._wire, self._flights, now)
        self._derived = Derived(self._flights)

    async def ask(self, terms: Terms, call: Callable[[IO], Awaitable[T]], default: T, budget: timedelta) -> Answered[T]:
        """Call with a door, for at most `budget` (and the source's own time-out); never raises for what it does.

        `ms` is how long it took. Being cancelled passes through, and stops requests nobody else waits for.
        """
        started = time.monotonic()
        breaker = self._asking.pace(terms).breaker
        permit = breaker.enter(self._now())
        door = Door(terms, self._asking, self._derived, resting=permit is None)
        try:
            came = await self._call(terms, call, door, default, min(budget, terms.timeout))
        except BaseException:
            door.hang_up(all_of_them=True)
            if permit:
                breaker.give_back(permit)
            raise
        if permit:
            self._learn(breaker, permit, came.error or door.seen.trouble, reached=door.seen.reached)
        outcome, note = reported(terms, came, door)
        result = came.result if outcome in {Outcome.ANSWERED, Outcome.EMPTY} else default
        return Answered(outcome, result, round((time.monotonic() - started) * 1000), note)

    async def close(self) -> None:
        """Stop what is in the air, and let go of the connections."""
        await self._flights.close()
        await self._wire.close()

    async def _call(
        self, terms: Terms, call: Callable[[IO], Awaitable[T]], door: Door, default: T, allowed: timedelta
    ) -> "Came[T]":
        task = asyncio.current_task()
        cancels = task.cancelling() if task else 0
        limit = asyncio.timeout(allowed.total_seconds())
        try:
            async with limit:
                found = await call(door)
            return Came(found, size_of(found))
        except TimeoutError as error:
            return Came(default, error=why_late(terms, door, allowed) if limit.expired() else error)
        except asyncio.CancelledError as error:
            if task and task.cancelling() > cancels:
                raise  # we are cancelled; otherwise it is something the supplier itself had started
            return Came(default, error=error)
        except Exception as error:  # noqa: BLE001 (one supplier's mistake must not take the brief down)
            return Came(default, error=gravest(error))
        finally:
            door.hang_up(all_of_them=False)

    def _learn(self, breaker: Breaker, permit: Permit, error: BaseException | None, *, reached: bool) -> None:
        """Tell the breaker what one ask showed about the supplier, and only that."""
        now = self._now()
        match error:
            case None | Unclear() if reached:
                breaker.answered(permit)
            case SourceRefused(reason=reason):
                breaker.rest(permit, now, REST_REFUSED, reason)
            case SourceLimited(retry_after=float(seconds) | int(seconds), reason=reason) if seconds > 0:
                breaker.rest(permit, now, timedelta(seconds=min(seconds, LONGEST)), reason)
            case None | Unclear() | TimeoutError() | SourceLimited() | Resting() | StrangerUnavailable():
                breaker.give_back(permit)
            case _:
                breaker.failed(permit, now)


@dataclass(frozen=True, slots=True)
class Came(Generic[T]):
    """What came of a call."""

    result: T
    size: int = 0
    error: BaseException | None = None


def why_late(terms: Terms, door: Door, allowed: timedelta) -> Exception:
    """Whose fault it is: our own pace, the supplier, or nobody's when there was hardly any time."""
    if door.queued():
        return TooManyQuestions(terms.name)
    return TookTooLong(terms.name) if allowed >= min(FAIR, terms.timeout) else TimeoutError()


def reported(terms: Terms, came: Came[T], door: Door) -> tuple[Outcome, str]:
    """What to say about it. Empty because we did not ask is not empty."""
    if came.error:
        if not isinstance(came.error, SourceUnavailable | Unclear | TimeoutError):
            logger.warning("source %s raised %s in %s", terms.name, type(came.error).__name__, where(came.error))
        return outcome_of(came.error)
    if not came.size and door.seen.withheld:
        return outcome_of(Resting(terms.name))
    trouble = door.seen.trouble if door.seen.oldest else None
    note = f"answer from {in_words(door.age())} ago; now: {plain(trouble.reason)}" if trouble else ""
    return (Outcome.ANSWERED if came.size else Outcome.EMPTY), note


def where(error: BaseException) -> str:
    """File and line of an error; its own words may hold personal data and are left out."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"


def in_words(age: timedelta) -> str:
    """An age, roughly."""
    for seconds, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if age.total_seconds() >= seconds:
            return f"{age.total_seconds() // seconds:.0f} {unit}"
    return "a moment"

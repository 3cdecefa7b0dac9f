"""A breaker for each supplier: after failures it rests, then one question goes through to see whether it is back."""

import logging
from collections import deque
from datetime import datetime, timedelta
from enum import Enum

logger = logging.getLogger(__name__)

FAILURES = 5  # in a row, within WINDOW, open it (sources.md 2.3)
WINDOW = timedelta(seconds=60)
REST = timedelta(seconds=30)
REST_REFUSED = timedelta(minutes=10)  # a person must act; we look now and then whether somebody did


class Permit(Enum):
    """Leave to ask: as usual, or as the one that tries whether the supplier is back."""

    USUAL = "usual"
    TRY = "try"


class Breaker:
    """Whether a supplier may be asked now; the clock is an argument."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._failures: deque[datetime] = deque(maxlen=FAILURES)
        self._rests_until: datetime | None = None
        self._trying = False

    def enter(self, now: datetime) -> Permit | None:
        """Leave to ask, which must be given back by one of the methods below; None while resting."""
        if self._rests_until is None:
            return Permit.USUAL
        if now < self._rests_until or self._trying:
            return None
        self._trying = True
        return Permit.TRY

    def answered(self, permit: Permit) -> None:
        """It answered: all is well, unless it was asked before it began to rest."""
        if permit is Permit.TRY:
            self._trying, self._rests_until = False, None
            logger.warning("source %s is back", self._name)
        if self._rests_until is None:
            self._failures.clear()

    def failed(self, permit: Permit, now: datetime) -> None:
        """It did not answer; the fifth time in a row within a minute, or when it was tried, it rests for 30 s."""
        self._failures.append(now)
        often = len(self._failures) == FAILURES and now - self._failures[0] <= WINDOW
        if permit is Permit.TRY or often:
            self.rest(permit, now, REST, "failures")

    def rest(self, permit: Permit, now: datetime, how_long: timedelta, why: str) -> None:
        """Do not ask for so long: it refused us, or said when to come back."""
        if self._rests_until is None:
            logger.warning("source %s rests for %d s: %s", self._name, how_long.total_seconds(), why)
        until = now + how_long
        self._rests_until = until if self._rests_until is None else max(until, self._rests_until)
        self._failures.clear()
        self.give_back(permit)

    def give_back(self, permit: Permit) -> None:
        """Nothing was learnt: not asked after all, or given up before it could answer."""
        if permit is Permit.TRY:
            self._trying = False

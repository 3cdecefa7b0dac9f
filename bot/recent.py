"""What was found out a short while ago, in this process: bounded, and gone when its time is over."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

V = TypeVar("V")


class Recent(Generic[V]):
    """A small memory with an end."""

    def __init__(self, now: Callable[[], datetime], lifetime: timedelta, most: int = 2_000) -> None:
        self._now = now
        self._lifetime = lifetime
        self._most = most
        self._kept: OrderedDict[str, tuple[datetime, V]] = OrderedDict()

    def get(self, key: str) -> V | None:
        """What was kept, while it is fresh."""
        found = self._kept.get(key)
        if found is None or self._now() - found[0] >= self._lifetime:
            return None
        return found[1]

    def keep(self, key: str, value: V) -> V:
        """Keep it from now on; the same value again."""
        self._kept[key] = (self._now(), value)
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return value

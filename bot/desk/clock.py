"""The desk's clock: it goes like the one on the wall, and can be moved forward, so that what is promised comes due."""

from collections.abc import Callable
from datetime import datetime, timedelta

STEPS = {"15m": timedelta(minutes=15), "1h": timedelta(hours=1), "1d": timedelta(days=1)}


class DeskClock:
    """A clock that never goes back."""

    def __init__(self, wall: Callable[[], datetime]) -> None:
        """Begin with the time on the wall."""
        self._wall = wall
        self.ahead = timedelta(0)

    def __call__(self) -> datetime:
        """What time it is at the desk."""
        return self._wall() + self.ahead

    def forward(self, by: timedelta) -> None:
        """Let time pass."""
        self.ahead += max(by, timedelta(0))

    def catch_up(self, moment: datetime | None) -> None:
        """Be no earlier than this: what stands on the screen was shown before now."""
        if moment is not None:
            self.forward(moment - self())

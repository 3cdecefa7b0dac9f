"""The desk's clock."""

from datetime import timedelta

from bot.desk.clock import DeskClock
from tests import examples


def test_the_clock_goes_on_and_can_be_moved_forward():
    """It is the time on the wall and what it was moved by."""
    wall = [examples.NOW]
    clock = DeskClock(lambda: wall[0])
    clock.forward(timedelta(hours=1))
    wall[0] += timedelta(minutes=5)
    assert clock() == examples.NOW + timedelta(hours=1, minutes=5)


def test_the_clock_never_goes_back():
    """What stands on the screen was shown before now, also after a restart."""
    clock = DeskClock(lambda: examples.NOW)
    clock.catch_up(examples.NOW + timedelta(days=1))
    clock.catch_up(examples.NOW)
    clock.forward(timedelta(days=-3))
    clock.catch_up(None)
    assert clock.ahead == timedelta(days=1)

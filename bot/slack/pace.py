"""One message a second in each channel: Slack's limit, kept before Slack has to say so."""

import asyncio
from collections import OrderedDict
from datetime import timedelta

from bot.errors import Refused

INTERVAL = timedelta(seconds=1)
_REMEMBERED = 5_000  # channels


class Pace:
    """Turns in a channel's queue. In this process only: Slack's own 429 holds between processes."""

    def __init__(self, interval: timedelta = INTERVAL) -> None:
        self._interval = interval.total_seconds()
        self._free: OrderedDict[str, float] = OrderedDict()  # channel → when its next turn begins

    async def turn(self, channel: str, patience: timedelta) -> None:
        """Wait for a turn. Raises Refused, at once, when that would take longer than `patience`."""
        now = asyncio.get_running_loop().time()
        start = max(now, self._free.get(channel, now))
        if start - now > patience.total_seconds():
            raise Refused("ratelimited", timedelta(seconds=start - now))
        self._book(channel, start + self._interval)
        await asyncio.sleep(start - now)

    def rest(self, channel: str, pause: timedelta) -> None:
        """Slack asked for a pause in this channel."""
        now = asyncio.get_running_loop().time()
        self._book(channel, max(self._free.get(channel, now), now + pause.total_seconds()))

    def _book(self, channel: str, until: float) -> None:
        self._free[channel] = until
        self._free.move_to_end(channel)
        while len(self._free) > _REMEMBERED:
            self._free.popitem(last=False)

"""Looks into Slack's history for what may have been posted: few looks, each for all who ask meanwhile."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from bot.chat import Place
from bot.errors import CannotLook, MessengerError, Refused
from bot.flights import Flights
from bot.slack.call import Answer, Line
from bot.slack.pace import Pace

MARKER = "warmup_job"
_PATIENCE = timedelta(seconds=10)  # for one's turn with a look; longer, and one comes back later
AGAIN = timedelta(seconds=5)  # after a look that failed
_CLOCKS = timedelta(seconds=60)  # how far Slack's clock and ours may be apart
_SEEN = 15  # messages of one look: the least generous limit


@dataclass(slots=True)
class _Look:
    """A look that has not begun yet: whoever asks meanwhile is answered by it too."""

    since: datetime
    found: Mapping[str, str] = field(default_factory=dict[str, str])  # marker → ts
    more: bool = False  # than one look shows


class Looks:
    """Few looks: so many a minute into one channel, and one for all who wait for it."""

    def __init__(self, line: Line, settle: timedelta, each: timedelta) -> None:
        """`settle`: how long a message may take to appear; `each`: between two looks into one channel."""
        self._line, self._settle = line, settle
        self._pace = Pace(each)
        self._coming: dict[Place, _Look] = {}
        self._flights = Flights()

    async def find(self, place: Place, marker: str, since: datetime) -> str | None:
        """The ts of the message with this marker, posted since then. Raises CannotLook."""
        if look := self._coming.get(place):
            look.since = min(look.since, since)
        else:
            look = self._coming[place] = _Look(since)
        await self._flights.once(str(id(look)), lambda: self._begin(place, look))
        if marker not in look.found and look.more:
            raise CannotLook("more messages than one look shows")
        return look.found.get(marker)

    async def close(self) -> None:
        """Stop looking."""
        await self._flights.close()

    async def _begin(self, place: Place, look: _Look) -> None:
        try:
            await self._pace.turn(place.channel, _PATIENCE)
            await asyncio.sleep(self._settle.total_seconds())
        except Refused as full:
            raise CannotLook("looked into this channel a short while ago", full.again) from full
        finally:
            del self._coming[place]  # whoever asks from now on has to look anew
        try:
            answer = await self._history(place, look.since)
        except Refused as no:
            raise CannotLook(str(no), no.again) from no
        except MessengerError as error:
            raise CannotLook(str(error), AGAIN) from error
        look.found = {marker: ts for marker, ts in map(_marked, _messages(answer)) if marker}
        look.more = bool(answer.get("has_more"))

    async def _history(self, place: Place, since: datetime) -> Answer:
        oldest = f"{(since - _CLOCKS).timestamp():.6f}"
        asked = {"channel": place.channel, "oldest": oldest, "limit": _SEEN, "include_all_metadata": True}
        if place.thread:
            return await self._line.read("conversations.replies", asked | {"ts": place.thread})
        return await self._line.read("conversations.history", asked)


def _messages(answer: Answer) -> list[Answer]:
    found = answer.get("messages")
    return [_part(each) for each in cast("list[object]", found)] if isinstance(found, list) else []


def _marked(shown: Answer) -> tuple[str, str]:
    """A message's marker and ts; both empty for one that is not ours."""
    metadata, ts = _part(shown.get("metadata")), shown.get("ts")
    marker = _part(metadata.get("event_payload")).get("id") if metadata.get("event_type") == MARKER else None
    return (marker, ts) if isinstance(marker, str) and isinstance(ts, str) else ("", "")


def _part(found: object) -> Answer:
    return cast("Answer", found) if isinstance(found, dict) else {}

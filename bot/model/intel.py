"""Intel: what somebody heard, with its author, its place and its end."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.touches import Whom


class IntelKind(StrEnum):
    """What a piece of intel is good for: it decides which key of a brief it may turn."""

    EVENT = "event"  # something happened or will: why now
    WAY_IN = "way in"  # somebody knows somebody
    NOTE = "note"  # everything else worth knowing


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who said it: the same thing said twice is one entry with two voices."""

    author: str
    name: str
    at: datetime
    link: str | None = None
    place: str = ""  # where they said it, as chat writes a Place: whoever cannot read there does not hear them


@dataclass(frozen=True, slots=True)
class Intel:
    """One thing heard, said at `place` (as chat writes a Place); `private`: only for those who can read there."""

    id: str
    team: str
    whom: Whom
    kind: IntelKind
    text: str
    author: str
    author_name: str
    said_at: datetime
    saved_by: str
    saved_at: datetime
    place: str
    private: bool
    link: str | None = None
    message: str | None = None  # channel and the platform's id of the message, to follow its edits and its deletion
    expires: datetime | None = None
    confirmed_by: str | None = None  # the name of who confirmed it
    confirmed_at: datetime | None = None
    ended_at: datetime | None = None  # somebody said that it is no longer true, or the message was deleted
    shared: bool = False  # its author has let everybody in the team read it
    voices: tuple[Voice, ...] = ()

    def open_at(self, now: datetime) -> bool:
        """Whether it still holds."""
        return self.ended_at is None and (self.expires is None or self.expires > now)

"""Everything that can go wrong on purpose.

WarmupError
├── UserMistake             the person can mend it; its sentence is shown as it is
├── SettingsMistake         a setting is missing or wrong: Warmup refuses to start
├── NotStored               the database did not keep it: do not acknowledge
├── SourceUnavailable       no usable answer: time-out, refused connection, 5xx, unreadable body
│   ├── SourceRefused       credential, scope or plan: a person must act
│   └── SourceLimited       rate or quota; `retry_after` in seconds, or None
└── MessengerError          a chat platform did not show what we asked it to
    ├── Refused             it said no, nothing was shown; `again` says whether a later try may help
    ├── Unsure              it may have been shown: look before doing it again
    └── CannotLook          nobody can tell whether it was shown
"""

from datetime import timedelta


class WarmupError(Exception):
    """The root: whatever goes wrong on purpose."""


class UserMistake(WarmupError):
    """Something a person can mend; the sentence is shown to them, and to them only."""

    def __init__(self, sentence: str, at: str = "") -> None:
        """`at` is the form's input that is wrong; without it the sentence stands at the first."""
        super().__init__(sentence)
        self.at = at


class SettingsMistake(WarmupError):
    """A setting is missing or wrong; the sentence says which, and how to mend it."""


class NotStored(WarmupError):
    """The database did not keep what was handed to it."""


class SourceUnavailable(WarmupError):
    """A source gave no usable answer; the brief goes on and says so."""

    def __init__(self, source: str, reason: str = "no usable answer") -> None:
        """Name the source, and say in a few plain words what happened."""
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class SourceRefused(SourceUnavailable):
    """A source did not accept our credential, scope or plan; a person must act."""


class SourceLimited(SourceUnavailable):
    """A source's rate or quota is used up."""

    def __init__(self, source: str, reason: str = "over its limit", retry_after: float | None = None) -> None:
        """`retry_after` is in seconds; None when the source does not say."""
        super().__init__(source, reason)
        self.retry_after = retry_after


class MessengerError(WarmupError):
    """A chat platform did not show what we asked it to."""


class Refused(MessengerError):
    """The platform said no: nothing was shown this time."""

    def __init__(self, reason: str, again: timedelta | None = None) -> None:
        """`again` is how long to wait before a new try; None when trying again is useless."""
        super().__init__(reason)
        self.reason = reason
        self.again = again


class Unsure(MessengerError):
    """The request left, and no answer says whether it was shown."""


class CannotLook(MessengerError):
    """Whether it was shown cannot be found out (no right to read, or over the read limit)."""

    def __init__(self, reason: str, again: timedelta | None = None) -> None:
        """`again` is how long to wait before a look may succeed; None when looking is impossible here."""
        super().__init__(reason)
        self.again = again

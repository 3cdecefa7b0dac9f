"""Where and when something was said: the clock, and the habits of the rep's locale."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_MONTH_FIRST = {"en-US", "en-PH"}
_EITHER_WAY = {"en", "en-CA", "fr-CA", "es-US", "es-PR", "en-ZA"}  # both orders are in use: never guessed
_DAY_FIRST = frozenset("en de fr es it pt nl da nb nn no fi pl cs sk ru uk tr el ro".split())
_SUNDAY_FIRST = {"en", "en-US", "en-CA", "en-PH", "es-US", "es-PR", "fr-CA"}
_TWELVE_HOURS = {"en", "en-US", "en-CA", "en-PH", "en-AU", "en-NZ", "en-IN", "es-US", "es-PR"}


@dataclass(frozen=True, slots=True)
class Here:
    """The moment and place in which words are read."""

    now: datetime  # in the rep's zone
    zone: ZoneInfo
    locale: str
    default_hour: int

    @property
    def today(self) -> date:
        """The day on the rep's wall."""
        return self.now.date()

    @property
    def language(self) -> str:
        """`de` of `de-AT`."""
        return self.locale.split("-")[0]

    @property
    def day_first(self) -> bool | None:
        """Whether 3/4 is in April; None when the locale does not decide."""
        if self.locale in _MONTH_FIRST:
            return False
        return True if self.locale not in _EITHER_WAY and self.language in _DAY_FIRST else None

    @property
    def week_begins(self) -> int:
        """The first day of the week: 0 is Monday, 6 Sunday."""
        return 6 if self.locale in _SUNDAY_FIRST else 0

    @property
    def twelve_hours(self) -> bool:
        """Whether clocks there show am and pm."""
        return twelve_hours(self.locale)

    def moment(self, day: date, clock: time) -> datetime:
        """When the wall shows this: the first of two, and moved on by the gap where the clock skips it."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC).astimezone(self.zone)

    def is_ahead(self, moment: datetime) -> bool:
        """Whether it is still to come; compared in UTC, for two wall clocks of one zone ignore a fold."""
        return moment.astimezone(UTC) > self.now.astimezone(UTC)


def here(now: datetime, zone: ZoneInfo, locale: str, default_hour: int) -> Here:
    """The clock in the rep's zone, and `de_AT` written as `de-AT`."""
    language, _, region = locale.replace("_", "-").partition("-")
    return Here(now.astimezone(zone), zone, language.lower() + (f"-{region.upper()}" if region else ""), default_hour)


def twelve_hours(locale: str) -> bool:
    """Whether clocks there show am and pm."""
    return locale in _TWELVE_HOURS

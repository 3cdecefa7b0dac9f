"""When a digest comes, and which days it is about: on the clock on the wall, never on a holiday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.briefing.workdays import Workdays
from bot.store import Schedule

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
BEFORE = timedelta(weeks=4)  # what a period is compared with
YEARS = 3 * 366  # holidays in a row beyond which they are no reason any more


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days on the wall in `zone`: from `first` to `last`, both included."""

    first: date
    last: date
    zone: ZoneInfo
    week: bool = False

    @property
    def since(self) -> datetime:
        """Where it begins."""
        return _midnight(self.first, self.zone)

    @property
    def until(self) -> datetime:
        """Where it has ended."""
        return _midnight(self.last + DAY, self.zone)

    @property
    def before(self) -> datetime:
        """Where the four weeks before it begin."""
        return _midnight(self.first - BEFORE, self.zone)

    @property
    def name(self) -> str:
        """`Monday 23 November`, `Friday 20 to Sunday 22 November`, `the week to Monday 23 November`."""
        end = f"{self.last:%A} {self.last.day} {self.last:%B}"
        if self.week:
            return f"the week to {end}"
        if self.first == self.last:
            return end
        month = "" if self.first.month == self.last.month else f" {self.first:%B}"
        return f"{self.first:%A} {self.first.day}{month} to {end}"


WORKING = frozenset(range(5))


def period(now: datetime, workdays: Workdays, weekdays: frozenset[int] = WORKING, *, week: bool) -> Period:
    """The seven days before today; else what came since the last of these weekdays that was no holiday, it included."""
    today = now.astimezone(workdays.zone).date()
    first = today - WEEK if week else today - DAY
    while not week and (first.weekday() not in weekdays or workdays.is_holiday(first)) and first > today - 2 * WEEK:
        first -= DAY
    return Period(first, today - DAY, workdays.zone, week)


def wall_clock(at: time, zone: ZoneInfo, after: datetime, weekdays: frozenset[int]) -> Iterator[datetime]:
    """Each moment later than `after` at which the clock on the wall shows `at`, once a day, in UTC.

    Of two such moments the first; one the clock skips comes later by what is skipped.
    """
    day = after.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, at, zone).astimezone(UTC)
        if moment > after and day.weekday() in weekdays and moment.astimezone(zone).date() == day:
            yield moment
        day += DAY


def next_turn(planned: Schedule, after: datetime, country: str | None) -> datetime:
    """The first moment after it at which the digest is to come."""
    zone = ZoneInfo(planned.zone)
    workdays, moments = Workdays(zone, country), wall_clock(planned.at, zone, after, planned.weekdays)
    for moment in islice(moments, YEARS):
        if not workdays.is_holiday(moment.astimezone(zone).date()):
            return moment
    return next(wall_clock(planned.at, zone, after, planned.weekdays))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

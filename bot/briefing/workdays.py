"""When Warmup itself proposes a time: in working hours, never on a weekend or a holiday, on the clock on the wall."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

WEEKEND = 5  # Saturday; Monday is 0
DAY_BEGINS, DAY_ENDS = time(9), time(17)


@dataclass(frozen=True, slots=True)
class Workdays:
    """A rep's working time: their zone, and the holidays of their country (two letters; None: only weekends)."""

    zone: ZoneInfo
    country: str | None = None

    def is_workday(self, day: date) -> bool:
        """Neither a weekend nor a holiday there."""
        return day.weekday() < WEEKEND and not self.is_holiday(day)

    def is_holiday(self, day: date) -> bool:
        """A holiday of their country."""
        return day in _holidays(self.country)

    def moved(self, proposed: datetime) -> datetime:
        """The proposed moment, or the first working moment after it."""
        local = proposed.astimezone(self.zone)
        if local.time() > DAY_ENDS:
            local = datetime.combine(local.date() + timedelta(days=1), DAY_BEGINS, self.zone)
        at = max(local.time(), DAY_BEGINS)
        day = local.date()
        while not self.is_workday(day):
            day, at = day + timedelta(days=1), min(at, DAY_ENDS)
        return datetime.combine(day, at, self.zone)

    def in_workdays(self, now: datetime, days: int, at: time) -> datetime:
        """So many working days from today, at that time on the wall; 0 is today, or the next working day."""
        day = now.astimezone(self.zone).date()
        while days or not self.is_workday(day):
            day += timedelta(days=1)
            days -= self.is_workday(day) and days > 0
        return self.moved(datetime.combine(day, at, self.zone))


@lru_cache(maxsize=64)
def _holidays(country: str | None) -> Container[date]:
    """The holidays of a country; none where the library does not know it."""
    if country is None:
        return frozenset[date]()
    try:
        return holidays.country_holidays(country)
    except NotImplementedError:  # the library's word for a country it does not know
        return frozenset[date]()

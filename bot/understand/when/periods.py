"""Weeks, months, quarters, years: their first working day, their middle, their last working day."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.understand.when.atoms import Atom, Day, Weight, asks
from bot.understand.when.calendar import DAY, bounds, working_from, working_until
from bot.understand.when.here import Here

_YEARS = 10


@dataclass(frozen=True, slots=True)
class _Span:
    """A period's first and last day, and the one after it that the same words may mean."""

    first: date
    last: date
    following: tuple[date, date] | None

    def moved_on(self) -> "_Span | None":
        return (
            replace(self, first=self.following[0], last=self.following[1], following=None) if self.following else None
        )

    @property
    def start(self) -> date:
        """The first working day."""
        return working_from(self.first)

    @property
    def middle(self) -> date:
        """The 15th of a month, Wednesday of a week."""
        days = (self.last - self.first).days
        return working_from(self.first + {6: 2, 27: 14, 28: 14, 29: 14, 30: 14}.get(days, days // 2) * DAY)

    @property
    def end(self) -> date:
        """The last working day."""
        return working_until(self.last)


def _unit(found: re.Match[str], here: Here) -> _Span:
    """`this month`, `next quarter`."""
    first, last = bounds(found["period"], here.today)
    following = bounds(found["period"], last + DAY)
    return _Span(*following, None) if "next" in found[0].split() else _Span(first, last, following)


def _month(found: re.Match[str], here: Here) -> _Span:
    return _named(here, "month", int(found["month"]), found["year"])


def _quarter(found: re.Match[str], here: Here) -> _Span:
    return _named(here, "quarter", int(found["quarter"]) * 3 - 2, found["year"])


def _named(here: Here, period: str, month: int, year: str | None) -> _Span:
    """March, Q1: of the year that was said, else the one that is not over yet."""
    number = int(year) if year else here.today.year
    first, last = bounds(period, date(number, month, 1))
    following = bounds(period, date(number + 1, month, 1))
    if year:
        return _Span(first, last, None)
    return _Span(*following, None) if last < here.today else _Span(first, last, following)


def _span(found: re.Match[str], here: Here) -> _Span | Day:
    groups = found.groupdict()
    if (year := groups.get("year")) and not here.today.year <= int(year) <= here.today.year + _YEARS:
        return asks(
            "past" if int(year) < here.today.year else "impossible",
            f"Is {year} the year you mean? One example: in March",
        )
    if "period" in groups:
        return _unit(found, here)
    return _month(found, here) if "month" in groups else _quarter(found, here)


def start(found: re.Match[str], here: Here) -> Atom:
    """`beginning of March`; of this month it is the next one's, once begun."""
    return _ahead(_span(found, here), here, "start")


def middle(found: re.Match[str], here: Here) -> Atom:
    """`mid March`."""
    return _ahead(_span(found, here), here, "middle")


def end(found: re.Match[str], here: Here) -> Atom:
    """`end of March`, `end of the week`."""
    return _ahead(_span(found, here), here, "end")


def _ahead(span: _Span | Day, here: Here, which: str) -> Day:
    if isinstance(span, Day):
        return span
    day: date = getattr(span, which)
    following = span.moved_on()
    if day < here.today and following:
        day = getattr(following, which)
    return Day((day,), Weight.SURE, "period")


def whole(found: re.Match[str], here: Here) -> Atom:
    """`next quarter`, `in March`, `Q1`: the first working day; what has begun is asked about."""
    span = _span(found, here)
    if isinstance(span, Day):
        return span
    said_so = {"next", "in", "until", "from", "by"} & set(found[0].split()) or found.groupdict().get("year")
    weight = Weight.SURE if said_so else Weight.ALONE
    if span.start > here.today:
        return Day((span.start,), weight, "period")
    following = span.moved_on()
    days = (following.start,) if following else ()
    return asks("past", "That has begun already; which day do you mean? One example: December 15", weight, days)


def after_next(found: re.Match[str], here: Here) -> Atom:
    """`the week after next`."""
    following = bounds(found["period"], bounds(found["period"], here.today)[1] + DAY)
    return Day((working_from(following[1] + DAY),), Weight.SURE, "period")


def year(found: re.Match[str], here: Here) -> Atom:
    """`until 2027`."""
    number = int(found["number"])
    if not here.today.year <= number <= here.today.year + _YEARS:
        return asks("impossible", f"Is {number} the year you mean? One example: in March", Weight.LIKELY)
    first = working_from(date(number, 1, 1))
    if first > here.today:
        return Day((first,), Weight.SURE, "period")
    return asks("past", f"{number} has begun; which day do you mean? One example: December 15")

"""Weekdays and weekends: Friday, this, next and coming Friday, Friday week."""

import re
from datetime import date

from bot.understand.when.atoms import Atom, Day, Weight
from bot.understand.when.calendar import DAY, bounds
from bot.understand.when.here import Here

_SOON = 2  # days: nobody calls tomorrow, or the day after, "next Thursday"
_SATURDAY = 5


def _coming(here: Here, weekday: int) -> date:
    """The next such weekday after today."""
    return here.today + ((weekday - here.today.weekday() - 1) % 7 + 1) * DAY


def _nearest(here: Here, weekday: int) -> date:
    """The next such weekday, today included."""
    return here.today + (weekday - here.today.weekday()) % 7 * DAY


def _sure(*days: date) -> Day:
    return Day(days, Weight.SURE, "weekday")


def plain_weekday(found: re.Match[str], here: Here) -> Atom:
    """`Friday`; said on a Friday it may be today or in a week."""
    day, coming = _nearest(here, int(found["d"])), _coming(here, int(found["d"]))
    weight = Weight.SURE if found["on"] else Weight.LIKELY
    return Day((day,) if day == coming else (day, coming), weight, "weekday")


def next_weekday(found: re.Match[str], here: Here) -> Atom:
    """Next week's. Where the coming one is still this week's, or within two days, people differ: both."""
    coming = _coming(here, int(found["d"]))
    days = (coming - here.today).days
    left_of_week = max((begins - here.today.weekday() - 1) % 7 for begins in (0, here.week_begins))
    return _sure(coming, coming + 7 * DAY) if days <= max(left_of_week, _SOON) else _sure(coming)


def weekday_after_next(found: re.Match[str], here: Here) -> Atom:
    """`übernächsten Freitag`: a week after the coming one."""
    return _sure(_coming(here, int(found["d"])) + 7 * DAY)


def this_weekday(found: re.Match[str], here: Here) -> Atom:
    """`this Friday`: today when it is one."""
    return _sure(_nearest(here, int(found["d"])))


def coming_weekday(found: re.Match[str], here: Here) -> Atom:
    """`coming Friday`: the first after today."""
    return _sure(_coming(here, int(found["d"])))


def weekday_week(found: re.Match[str], here: Here) -> Atom:
    """`Friday week`: a week after the nearest."""
    return _sure(_nearest(here, int(found["d"])) + 7 * DAY)


def weekday_of_next_week(found: re.Match[str], here: Here) -> Atom:
    """`Friday next week`; for this, weeks begin on Monday everywhere."""
    monday = bounds("week", here.today)[0] + 7 * DAY
    return _sure(monday + int(found["d"]) * DAY)


def weekend(found: re.Match[str], here: Here) -> Atom:
    """Its Saturday, or today when it has begun; before it, `next weekend` may be either."""
    has_begun = here.today.weekday() >= _SATURDAY
    saturday = _coming(here, _SATURDAY)
    if not found["next"]:
        return Day((here.today if has_begun else saturday,), Weight.SURE)
    return Day((saturday,) if has_begun else (saturday, saturday + 7 * DAY), Weight.SURE)

"""Dates by figures and months: 3 March, Dec 1st 2026, 12/15, 3.12., 2026-12-15, the 31st."""

import re
from dataclasses import replace
from datetime import date, timedelta

from bot.understand.when.atoms import Atom, Day, Weight, asks
from bot.understand.when.calendar import DAY, bounds, exists, next_of_month, occurrences
from bot.understand.when.here import Here

_JUST_PASSED = timedelta(days=31)  # a date that lately passed is rather a slip than a wish for next year
_YEARS = 10
_NAMES = "January February March April May June July August September October November December".split()


def day_and_month(found: re.Match[str], here: Here) -> Atom:
    """`3 March`, `March 3rd, 2028`."""
    return _date(here, int(found["day"]), int(found["month"]), found["year"])


def iso(found: re.Match[str], here: Here) -> Atom:
    """`2026-12-15`."""
    return _date(here, int(found["day"]), int(found["month"]), found["year"])


def by_figures(found: re.Match[str], here: Here) -> Atom:
    """`12/15`, `15/12/2026`: in the locale's order, in the only order possible, or a question."""
    first, second, year = int(found["one"]), int(found["two"]), found["year"]
    weight = Weight.SURE if year else Weight.LIKELY
    in_order = [(first, second), (second, first)]  # day, month
    if here.day_first is False:
        in_order.reverse()
    fits = [(day, month) for day, month in in_order if exists(2028, month, day)]
    if len(fits) == 1 or (fits and (here.day_first is not None or first == second)):
        return replace(_date(here, *fits[0], year), weight=weight)
    if not fits:
        return asks(
            "impossible", f"There is no day {first}/{second}; which one do you mean? One example: 3 March", weight
        )
    read = [_date(here, day, month, year) for day, month in fits]
    days = tuple(day for it in read for day in it.days or (it.trouble.days if it.trouble else ()))
    either = " or ".join(f"{day} {_NAMES[month - 1]}" for day, month in fits)
    return asks("ambiguous", f"Is {first}/{second} {either}? One example: 3 March", weight, days)


def dotted(found: re.Match[str], here: Here) -> Atom:
    """`3.12.`, `03.12.2026`: the day is always first."""
    return _date(here, int(found["day"]), int(found["month"]), found["year"])


def day_of_month(found: re.Match[str], here: Here) -> Atom:
    """`the 31st`: of this month, or of the next that has one."""
    number = int(found["day"])
    day = next_of_month(here.today, number)
    weight = Weight.SURE if found["the"] else Weight.LIKELY
    if day is None:
        return asks("impossible", f"No month has {number} days; which day do you mean? One example: the 31st", weight)
    return Day((day,), weight, later=next_of_month(day + DAY, number))


def day_of_next_month(found: re.Match[str], here: Here) -> Atom:
    """`the 3rd of next month`."""
    first = bounds("month", here.today)[1] + DAY
    return _in_year(here, int(found["day"]), first.month, first.year)


def _date(here: Here, day: int, month: int, year: str | None) -> Day:
    return _in_year(here, day, month, _full(year)) if year else _in_some_year(here, day, month)


def _full(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _in_year(here: Here, day: int, month: int, year: int) -> Day:
    if not exists(year, month, day):
        return asks("impossible", _no_such(day, month, f" {year}"))
    if year > here.today.year + _YEARS:
        return asks("impossible", f"Is {year} the year you mean? One example: 3 March {here.today.year + 1}")
    found = date(year, month, day)
    return _passed(found, None) if found < here.today else Day((found,), Weight.SURE)


def _in_some_year(here: Here, day: int, month: int) -> Day:
    last, following = occurrences(here.today, month, day)
    if following is None:
        return asks("impossible", _no_such(day, month, ""))
    if last and following > here.today and here.today - last <= _JUST_PASSED:
        return _passed(last, following)
    return Day((following,), Weight.SURE, later=occurrences(following + DAY, month, day)[1])


def _no_such(day: int, month: int, year: str) -> str:
    name = f" {_NAMES[month - 1]}" if 1 <= month <= 12 else f".{month}."
    return f"There is no {day}{name}{year}; which day do you mean? One example: 28 February"


def _passed(day: date, later: date | None) -> Day:
    name = f"{day.day} {_NAMES[day.month - 1]} {day.year}"
    ask = f"do you mean {later.year}" if later else "which day do you mean"
    return asks("past", f"{name} has passed; {ask}? One example: tomorrow 9:00", days=(later,) if later else ())

"""Days and hours counted from now: in 3 days, in half an hour, a week from Friday, 3 days ago."""

import re
from datetime import timedelta

from bot.understand.when.atoms import Atom, Beside, Day, Elapsed, Shift, Weight, asks
from bot.understand.when.calendar import DAY, moved
from bot.understand.when.clocks import NOON, wall
from bot.understand.when.here import Here

_MOST = 100_000  # hours or minutes: more than ten years, or than any timer need hold
_TOO_FAR = "That is further ahead than I can promise; which day within ten years? One example: in 3 months"


def count_of(found: re.Match[str]) -> float:
    """The number, its comma or point alike."""
    return float(found["n"].replace(",", "."))


def ahead(found: re.Match[str], here: Here) -> Atom:
    """In so many minutes, days, months."""
    return _ahead(count_of(found), found["unit"], here, Weight.SURE)


def bare(found: re.Match[str], here: Here) -> Atom:
    """`3 days`: an answer to "for how long?", or the name of a shop."""
    count, unit = count_of(found), found["unit"]
    if here.language == "fr" and unit == "hour" and count == int(count):  # 14h, 9 heures: the clock
        return wall(int(count), 0, loose=count <= NOON)
    if unit == "hour" and NOON < count < 24:
        return asks("nothing", f"Is that {count:g} o'clock? One example: in {count:g} hours", Weight.ALONE)
    return _ahead(count, unit, here, Weight.ALONE)


def hours_and_minutes(found: re.Match[str], here: Here) -> Atom:
    """In an hour and 15 minutes."""
    weight = Weight.SURE if found["in"] else Weight.ALONE
    return _ahead(count_of(found) * 60 + float(found["m"]), "minute", here, weight)


def and_a_half(found: re.Match[str], here: Here) -> Atom:
    """In two and a half hours."""
    weight = Weight.SURE if found["in"] else Weight.ALONE
    return _ahead(count_of(found) + 0.5, "hour", here, weight)


def _ahead(count: float, unit: str, here: Here, weight: Weight) -> Atom:
    if unit in {"minute", "hour"}:
        fits = count <= _MOST
        return Elapsed(timedelta(**{f"{unit}s": count}), weight) if fits else asks("impossible", _TOO_FAR, weight)
    day = moved(here.today, count, unit)
    if day is None:
        return asks("impossible", _TOO_FAR, weight)
    if day == here.today:
        return asks("past", "That is not ahead; when is it to be? One example: in 3 days", weight)
    return Day((day,), weight)


def shift(found: re.Match[str], here: Here) -> Atom:
    """`a week from`, with a day to follow."""
    del here
    return Shift(int(count_of(found)), found["unit"])


def gone(found: re.Match[str], here: Here) -> Atom:
    """`yesterday`, `3 days ago`, `last Friday`."""
    del found, here
    return asks("past", "That has passed; which day ahead do you mean? One example: tomorrow 9:00")


def after(found: re.Match[str], here: Here) -> Atom:
    """`after`, with a day to follow."""
    del found, here
    return Beside(1)


def before(found: re.Match[str], here: Here) -> Atom:
    """`before`, with a day to follow."""
    del found, here
    return Beside(-1)


def today(found: re.Match[str], here: Here) -> Atom:
    """The day itself."""
    del found
    return Day((here.today,), Weight.SURE)


def tomorrow(found: re.Match[str], here: Here) -> Atom:
    """The day after it."""
    del found
    return Day((here.today + DAY,), Weight.SURE)


def overmorrow(found: re.Match[str], here: Here) -> Atom:
    """The day after tomorrow."""
    del found
    return Day((here.today + 2 * DAY,), Weight.SURE)

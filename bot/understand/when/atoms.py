"""The smallest things a date is made of, as the rules read them."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import IntEnum
from typing import Literal

from bot.understand.when.moment import Kind


class Weight(IntEnum):
    """How surely words are a date, where they might as well be a name."""

    ALONE = 0  # only when nothing else was said: "3 days", "March"
    LIKELY = 1  # where a date would stand: "Friday", "at 8"
    SURE = 2  # anywhere: "next Friday", "in 3 days"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an atom is no date yet; `days` are what it may mean."""

    kind: Kind
    sentence: str
    days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A day: one, or those it may be."""

    days: tuple[date, ...]
    weight: Weight
    form: Literal["weekday", "date", "period"] = "date"
    later: date | None = None  # what else it may mean when it has passed
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time on the wall; `loose` when morning or afternoon was not said."""

    at: time
    loose: bool = False
    weight: Weight = Weight.SURE
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, noon and midnight among them."""

    name: str
    weight: Weight = Weight.ALONE


@dataclass(frozen=True, slots=True)
class Elapsed:
    """So much time from now, by a stopwatch."""

    time: timedelta
    weight: Weight = Weight.SURE


@dataclass(frozen=True, slots=True)
class Shift:
    """So many days, weeks, months from the day that follows: "a week from Friday"."""

    count: int
    unit: str


@dataclass(frozen=True, slots=True)
class Beside:
    """`after` or `before` the day that follows."""

    step: int  # 1 or -1 days


Atom = Day | Clock | Part | Elapsed | Shift | Beside


def asks(kind: Kind, sentence: str, weight: Weight = Weight.SURE, days: tuple[date, ...] = ()) -> Day:
    """A day that cannot be told: a question when it is the one that was meant."""
    return Day((), weight, trouble=Trouble(kind, sentence, days))

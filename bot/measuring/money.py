"""What Warmup saves and costs: sums a manager can check by hand, from counts and the numbers that were entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from bot.measuring.comparing import Difference
from bot.measuring.report import Report
from bot.store import Logged, Money

CENT = Decimal("0.01")
DAY = timedelta(days=1)
YEAR, MONTHS = 365, 12


@dataclass(frozen=True, slots=True)
class Gained:
    """A difference, told in meetings: as a number only where it is called a difference, else as its range alone."""

    difference: Difference
    meetings: Decimal | None  # one decimal; fewer than none where the first group did worse
    low: Decimal | None
    high: Decimal | None
    worth: Decimal | None


@dataclass(frozen=True, slots=True)
class Savings:
    """Every sum of a time; None where a number it needs was not entered, or there is nothing to divide by."""

    entered: Money | None
    since: datetime | None  # the window's beginning, or the first call that was logged here; None: none was
    days: int  # from then until now, begun ones included
    briefs: int  # read before a call
    minutes_saved: Decimal | None
    saved: Decimal | None
    cost: Decimal | None  # of data and model in these days
    meetings: int  # booked on the calls logged here in these days
    per_meeting: Decimal | None
    gained: Sequence[Gained]


def savings(report: Report, logged: Logged, briefs: int, entered: Money | None) -> Savings:
    """The sums, each made of the rounded ones before it, so that a hand comes to the same cent."""
    since = logged.first and max(report.window.since, logged.first)
    days = max(ceil((report.now - since) / DAY), 1) if since else 0
    minutes = entered and briefs * entered.minutes
    cost = _cents((entered.data + entered.model) * MONTHS * days / YEAR) if entered and days else None
    return Savings(
        entered,
        since,
        days,
        briefs,
        minutes,
        _cents(minutes * entered.hour / 60) if entered and minutes is not None else None,
        cost,
        logged.meetings,
        _cents(cost / logged.meetings) if cost is not None and logged.meetings else None,
        [_gained(each, entered.worth if entered else None) for each in _told(report.differences)],
    )


def _told(differences: Sequence[Difference]) -> list[Difference]:
    """What was tried out stands for what was merely observed of the same question."""
    tried = any(each.design == "experiment" for each in differences)
    return [each for each in differences if not (tried and each.between.startswith("briefed"))]


def _gained(found: Difference, worth: Decimal | None) -> Gained:
    """The first group's meetings beside what they would have been at the second one's rate."""
    early = found.design == "experiment" and not found.is_one  # nothing is said before the day that was decided on
    ends = (None, None) if early else (found.low, found.high)
    low, high = (_tenths(each * (found.a.of or 0)) if each is not None else None for each in ends)
    meetings = _tenths((found.difference or 0.0) * (found.a.of or 0)) if found.is_one else None
    gains = worth is not None and meetings is not None and meetings > 0
    return Gained(found, meetings, low, high, _cents(meetings * worth) if gains and worth and meetings else None)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _tenths(meetings: float) -> Decimal:
    return Decimal(str(round(meetings, 1)))


def money_document(told: Savings) -> Mapping[str, object]:
    """The object `money` of the documented JSON."""
    entered = told.entered
    return {
        "entered": entered
        and {
            "minutes": float(entered.minutes),
            "hour": float(entered.hour),
            "data": float(entered.data),
            "model": float(entered.model),
            "worth": _number(entered.worth),
            "by": entered.by_name,
            "at": entered.at.isoformat(),
        },
        "currency": entered and entered.currency,
        "days": told.days,
        "briefs": told.briefs,
        "minutes_saved": _number(told.minutes_saved),
        "saved": _number(told.saved),
        "cost": _number(told.cost),
        "meetings": told.meetings,
        "cost_per_meeting": _number(told.per_meeting),
        "gained": [_gained_document(each) for each in told.gained],
    }


def _gained_document(each: Gained) -> Mapping[str, object]:
    return {
        "between": each.difference.between,
        "prospects": each.difference.a.of,
        "meetings": _number(each.meetings),
        "low": _number(each.low),
        "high": _number(each.high),
        "worth": _number(each.worth),
        "verdict": each.difference.verdict,
    }


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)

"""Days as people and programs write them; what can be read two ways is not read."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias

from bot.model import Day, Precision

Order: TypeAlias = Literal["month first", "day first"]

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_RELATIVE = re.compile(r"today(?:\s*([+-])\s*(\d{1,4})\s*d)?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{4})\b")
_MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_MONTH = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{4})")
_EPOCH = re.compile(r"\d{13}")  # milliseconds: how HubSpot keeps time
_PLAUSIBLE = range(1900, 2101)


def read_day(text: str, order: Order | None = None, today: date | None = None) -> Day | None:
    """A day, month or year; None when it is none, or when 3/4/2026 could be two days and `order` does not say.

    `today` allows offsets ("today-12d"), which only the sample book may use.
    """
    if today and (offset := _RELATIVE.fullmatch(text.strip().casefold())):
        return Day(today + timedelta(days=int(f"{offset[1] or '+'}{offset[2] or 0}")))
    found = _read(text.strip(), order)
    return found if found and found.on.year in _PLAUSIBLE else None


def slash_order(texts: Iterable[str]) -> Order | None:
    """Which of 12/31/2026 and 31/12/2026 a file means, if any of its dates tells; None when none does, or both do."""
    orders: set[Order] = set()
    for text in texts:
        match = _SLASHED.match(text)
        if match and int(match[1]) > 12:  # noqa: PLR2004 (months)
            orders.add("day first")
        elif match and int(match[2]) > 12:  # noqa: PLR2004 (months)
            orders.add("month first")
    return orders.pop() if len(orders) == 1 else None


@lru_cache(maxsize=20_000)
def _read(text: str, order: Order | None) -> Day | None:
    try:
        return _iso(text) or _numbers(text, order) or _words(text.casefold())
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> Day | None:
    if re.fullmatch(r"\d{4}|\d{4}-\d{2}|\d{4}-\d{2}-\d{2}(?:[T ].*)?", text):
        return Day.iso(text)
    if re.match(r"\d{4}/\d{2}/\d{2}\b", text):
        return Day.iso(text[:10].replace("/", "-"))
    if _EPOCH.fullmatch(text):
        return Day(datetime.fromtimestamp(int(text) / 1000, UTC).date())
    return None


def _numbers(text: str, order: Order | None) -> Day | None:
    if dotted := _DOTTED.match(text):
        return Day(date(int(dotted[3]), int(dotted[2]), int(dotted[1])))
    slashed = _SLASHED.match(text)
    if not slashed:
        return None
    first, second, year = map(int, slashed.groups())
    if first == second or second > 12 or (order == "month first" and first <= 12):  # noqa: PLR2004 (months)
        return Day(date(year, first, second))
    if first > 12 or order == "day first":  # noqa: PLR2004 (months)
        return Day(date(year, second, first))
    return None


def _words(text: str) -> Day | None:
    if match := _DAY_MONTH.match(text):
        return Day(date(int(match[3]), _MONTHS.get(match[2], 0), int(match[1])))
    if match := _MONTH_DAY.match(text):
        return Day(date(int(match[3]), _MONTHS.get(match[1], 0), int(match[2])))
    if match := _MONTH.fullmatch(text):
        return Day(date(int(match[2]), _MONTHS.get(match[1], 0), 1), Precision.MONTH)
    return None

"""Days of the calendar: working days, weeks, months, quarters, and dates whose year was not said."""

from calendar import monthrange
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST = 3700  # days: ten years and a little; nobody promises further ahead


def working_from(day: date) -> date:
    """The first working day of a period that begins on `day`; New Year's Day is none anywhere."""
    while day.weekday() >= _SATURDAY or (day.month, day.day) == (1, 1):
        day += DAY
    return day


def working_until(day: date) -> date:
    """The last working day of a period that ends on `day`."""
    while day.weekday() >= _SATURDAY:
        day -= DAY
    return day


def working_days_on(day: date, count: int) -> date:
    """So many working days later; a weekend counts for nothing."""
    for _ in range(count):
        day = working_from(day + DAY)
    return day


def bounds(period: str, day: date) -> tuple[date, date]:
    """The first and the last day of the week, month, quarter or year that `day` lies in."""
    if period == "week":
        first = day - day.weekday() * DAY
        return first, first + 6 * DAY
    first = day.replace(day=1)
    if period == "quarter":
        first = first.replace(month=(day.month - 1) // 3 * 3 + 1)
    if period == "year":
        first = first.replace(month=1)
    return first, first + relativedelta(months={"month": 1, "quarter": 3, "year": 12}[period]) - DAY


def moved(day: date, count: float, unit: str) -> date | None:
    """`day` and so many days, working days, weeks, months, quarters, years; None when that is too far ahead."""
    days = {"day": 1, "workday": 1.4, "week": 7, "month": 30, "quarter": 91, "year": 365}[unit] * count
    if days > _LONGEST or days < 0:
        return None
    whole = int(count)
    if unit == "workday":
        return working_days_on(day, whole)
    if unit in {"day", "week"}:
        return day + timedelta(days=round(days))
    return day + relativedelta(months=whole * {"month": 1, "quarter": 3, "year": 12}[unit])


def exists(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= year <= 9000 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def occurrences(today: date, month: int, day: int) -> tuple[date | None, date | None]:
    """The last time before today that a year had this day, and the next from today on; None for no such day."""
    days = [date(year, month, day) for year in range(today.year - 8, today.year + 9) if exists(year, month, day)]
    return max((it for it in days if it < today), default=None), min((it for it in days if it >= today), default=None)


def next_of_month(today: date, day: int) -> date | None:
    """The next day from today on that is the `day`-th of its month; None when no month has it."""
    for months in range(13):
        first = today.replace(day=1) + relativedelta(months=months)
        if exists(first.year, first.month, day) and first.replace(day=day) >= today:
            return first.replace(day=day)
    return None

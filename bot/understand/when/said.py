"""A moment said exactly, to confirm it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.understand.when.here import twelve_hours

_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()


def said(at: datetime, zone: ZoneInfo, locale: str = "en-US") -> str:
    """`Tuesday 1 December 2026, 9:00 am (America/Chicago, CST)`; on a 24-hour clock where the locale uses one."""
    local = at.astimezone(zone)
    day = f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    names = dict.fromkeys((zone.key, _abbreviation(local)))  # UTC goes by one name
    return f"{day}, {_clock(local, locale)} ({', '.join(names)})"


def _clock(local: datetime, locale: str) -> str:
    if not twelve_hours(locale.replace("_", "-")):
        return f"{local:%H:%M}"
    return f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"


def _abbreviation(local: datetime) -> str:
    """CST; where a zone has only a figure, UTC+05:45."""
    name, figures = local.tzname() or "", f"{local:%z}"
    return name if name.isalpha() else f"UTC{figures[:3]}:{figures[3:5]}"

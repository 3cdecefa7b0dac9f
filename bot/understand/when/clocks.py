"""Times on the wall: 9am, 15:30, at 8, half past 3, noon, tomorrow's morning."""

import re
from datetime import time

from bot.understand.when.atoms import Atom, Clock, Part, Trouble, Weight
from bot.understand.when.here import Here

_AFTERNOON = 7  # "at 1" to "at 6" are said of the afternoon, "at 7" to "at 11" of the morning
NOON, _DAY = 12, 24
_PARTS = {"afternoon": 14, "evening": 19, "night": 20, "noon": 12, "eod": 17}
PART_ENDS = {"morning": 12, "afternoon": 18, "evening": 24, "night": 24, "eod": 18, "noon": 12}


def part(found: re.Match[str], here: Here) -> Atom:
    """`morning`, `noon`, `eod`; only the last two are sure to be meant so."""
    del here
    name = found["part"]
    sure = name in {"eod", "noon", "midnight"} or "this" in found[0]
    return Part(name, Weight.LIKELY if sure else Weight.ALONE)


def hour_of(name: str, default_hour: int) -> int:
    """The hour a part of the day begins for us."""
    return _PARTS.get(name, min(default_hour, NOON - 1))


def with_half(found: re.Match[str], here: Here) -> Atom:
    """`9am`, `9:30 pm`."""
    del here
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if not 1 <= hour <= NOON:
        return _impossible(f"{hour} {found['half']}", minute)
    return wall(hour % NOON + (NOON if found["half"] == "pm" else 0), minute)


def figures(found: re.Match[str], here: Here) -> Atom:
    """`15:30`, `3:00`; on a 12-hour clock the latter is the afternoon, unless written 03:00."""
    hour = int(found["hour"])
    loose = here.twelve_hours and not found["hour"].startswith("0") and hour <= NOON
    return wall(hour, int(found["minute"]), loose=loose)


def full_hour(found: re.Match[str], here: Here) -> Atom:
    """`at 8`, `um 15 Uhr`."""
    sure = "oclock" in found[0] or ("hour" in found[0] and here.language == "fr")  # at 24 Hour Fitness
    hour = int(found["hour"])
    return wall(hour, 0, loose=hour <= NOON, weight=Weight.SURE if sure else Weight.LIKELY)


def and_minutes(found: re.Match[str], here: Here) -> Atom:
    """`las 3 y media`, `3 heures et quart`."""
    del here
    hour = int(found["hour"])
    return wall(hour, int(found["minute"]), loose=hour <= NOON)


def spoken(found: re.Match[str], here: Here) -> Atom:
    """`half past 3`, `quarter to five`, `halb neun`."""
    del here
    minutes = int(found["hour"]) * 60 + {"hpast": 30, "qpast": 15, "qto": -15, "hto": -30}[found["how"]]
    weight = Weight.LIKELY if found["how"] in {"hpast", "hto"} else Weight.SURE
    return wall(minutes // 60, minutes % 60, loose=int(found["hour"]) <= NOON, weight=weight)


def wall(hour: int, minute: int, *, loose: bool = False, weight: Weight = Weight.SURE) -> Clock:
    """This hour and minute, or a question when no clock shows them."""
    if not (0 <= hour < _DAY and 0 <= minute < 60):
        return _impossible(str(hour), minute, weight)
    return Clock(time(hour, minute), loose, weight)


def _impossible(hour: str, minute: int, weight: Weight = Weight.SURE) -> Clock:
    shown = f"{hour}:{minute:02}" if hour.lstrip("-").isdigit() else hour
    sentence = f"There is no {shown} on the clock; what time do you mean? One example: tomorrow 14:30"
    return Clock(time(), weight=weight, trouble=Trouble("impossible", sentence))


def on_the_wall(clock: Clock, part_name: str | None) -> time:
    """The hour that is meant: by the part of the day, else 1 to 6 in the afternoon, 7 to 12 as said."""
    hour = clock.at.hour
    if not clock.loose and not (part_name and 0 < hour < NOON):
        return clock.at
    match part_name:
        case "afternoon" | "evening" | "eod":
            hour = hour % NOON + NOON
        case "night" if hour >= _AFTERNOON - 1 and hour != NOON:
            hour = hour % NOON + NOON
        case "morning" | "night":
            hour %= NOON
        case _ if clock.loose and 0 < hour < _AFTERNOON:
            hour += NOON
        case _:
            pass
    return clock.at.replace(hour=hour)

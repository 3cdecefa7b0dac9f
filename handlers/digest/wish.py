"""What was asked of `digest`: now or at a time, of a day or a week, here or in a channel, or no more."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot import understand
from bot.errors import UserMistake

EXAMPLE = "For example: /warmup digest at 08:30 weekdays in #sales-managers"
WEEKDAYS, EVERY_DAY, MONDAY = frozenset(range(5)), frozenset(range(7)), frozenset({0})
_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:s|rs?|(?:s|nes|rs|ur)?days?)?"
_SPAN = re.compile(rf"\b{_DAY}\s*(?:-|–|to|through|until)\s*{_DAY}\b", re.IGNORECASE)
_ONE = re.compile(rf"\b{_DAY}\b", re.IGNORECASE)
_WORKING = re.compile(r"\b(?:weekdays?|workdays?|working days?|business days?)\b", re.IGNORECASE)
_DAILY = re.compile(r"\b(?:daily|every day|each day|all days)\b", re.IGNORECASE)
_LINKING = re.compile(r"\b(?:on|every|each|and)\b|[,&]", re.IGNORECASE)
_CHANNEL = re.compile(r"\s*\b(?:in|to|into)?\s*#([^\s,]+)", re.IGNORECASE)
_BARE = re.compile(r"\s*\b(?:in|to|into)\s+([\w.-]+)\s*$", re.IGNORECASE)
UTC_ZONE = ZoneInfo("UTC")
_SOME_DAY = datetime(2026, 1, 14, 0, 30, tzinfo=UTC)  # any day: only the clock of what is read is used


@dataclass(frozen=True, slots=True)
class Wish:
    """`at` is None for a digest now; `channel` is a name, "" for where it was asked."""

    week: bool = False
    off: bool = False
    at: time | None = None
    weekdays: frozenset[int] = WEEKDAYS
    channel: str = ""


def wish(words: str, named: Mapping[str, str], locale: str = "en-US") -> Wish:
    """What the words after `digest` ask for. Raises UserMistake."""
    said, channel = _channel(" ".join(words.split()).strip(" .?!"), named)
    said, week = re.subn(r"^(?:of\s+)?(?:the\s+|this\s+|last\s+)?(?:week(?:ly)?)\b", "", said, flags=re.IGNORECASE)
    said = said.strip()
    if re.fullmatch(r"(?:turn\s+)?(?:off|stop)", said, re.IGNORECASE):
        return Wish(bool(week), off=True, channel=channel)
    if said.casefold() in {"", "now", "yesterday", "day", "of yesterday"} and not channel:
        return Wish(bool(week))
    days, said = _weekdays(said)
    return Wish(bool(week), at=_clock(said, locale), weekdays=days or (MONDAY if week else WEEKDAYS), channel=channel)


def _channel(words: str, named: Mapping[str, str]) -> tuple[str, str]:
    """The words without the channel, and its name."""
    found = _CHANNEL.search(words)
    if found is None and (bare := _BARE.search(words)) and bare[1] in named:
        found = bare
    if found is None:
        return re.sub(r"\s+(?:in\s+)?here$", "", words, flags=re.IGNORECASE), ""
    return (words[: found.start()] + words[found.end() :]).strip(), found[1]


def _weekdays(words: str) -> tuple[frozenset[int], str]:
    """The days that are named, and the words without them."""
    days: set[int] = set()
    for first, last in _SPAN.findall(words):
        begin, end = _number(first), _number(last)
        days |= {(begin + step) % 7 for step in range((end - begin) % 7 + 1)}
    words = _SPAN.sub(" ", words)
    days |= {_number(one) for one in _ONE.findall(words)}
    days |= WEEKDAYS if _WORKING.search(words) else frozenset()
    days |= EVERY_DAY if _DAILY.search(words) else frozenset()
    for gone in (_ONE, _WORKING, _DAILY, _LINKING):
        words = gone.sub(" ", words)
    return frozenset(days), " ".join(words.split())


def _number(name: str) -> int:
    return _NAMES.index(name.casefold())


def _clock(words: str, locale: str) -> time:
    """The time on the wall. Raises UserMistake."""
    if not words:
        raise UserMistake(f"At what time shall the digest come? {EXAMPLE}")
    try:
        found = understand.when(f"tomorrow {words}", _SOME_DAY, UTC_ZONE, locale)
    except understand.WhenProblem as problem:
        raise UserMistake(f"I do not understand “{words[:60]}” as a time for the digest. {EXAMPLE}") from problem
    if not found.named_time or re.sub(r"\W", "", found.rest):
        raise UserMistake(f"I do not understand “{words[:60]}” as a time for the digest. {EXAMPLE}")
    return found.at.time().replace(second=0, microsecond=0)

"""Which span of time is meant ("90 days", "last quarter"; else ninety days), and what the team's log yields in it."""

import asyncio
import re
from datetime import datetime

from bot.chat import Interaction
from bot.errors import UserMistake
from bot.measuring import Report, measure, tried, window
from bot.services import Services
from bot.store import Tallies

DAYS = 90
LONGEST = 36_500
SPANS = {"": 1, "day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
ASKED = re.compile(
    r"(?:(?:the|for|of|in)\s+)*(?:last\s+|past\s+)?(\d{1,6})?\s*(day|week|month|quarter|year|)s?", re.IGNORECASE
)
EXAMPLE = "For example: /warmup yield 90 days"


def check_days(asked: Interaction) -> None:
    """Raises UserMistake for words that are no span of time."""
    days_of(asked.text)


def days_of(words: str) -> int:
    """How many days were asked for; 90 when nothing was said. Raises UserMistake."""
    said = words.strip(" .?!")
    if not said:
        return DAYS
    found = ASKED.fullmatch(said)
    if found is None or not (found[1] or found[2]):
        raise UserMistake(f"I do not understand “{said[:60]}” as a span of time. {EXAMPLE}")
    days = int(found[1] or 1) * SPANS[found[2].casefold()]
    if not 1 <= days <= LONGEST:
        raise UserMistake(f"Say a span from one day to a hundred years. {EXAMPLE}")
    return days


async def measured(team: str, services: Services, days: int, now: datetime) -> tuple[Report, Tallies]:
    """The last so many days of a team, with what its experiment shows, and the counts all of it is made of."""
    during, store = window(now, days), services.store
    tallies, trial = await asyncio.gather(store.yields.tally(team, during), store.experiments.tally(team, during))
    return measure(tallies, during, now, trial and tried(trial, during)), tallies

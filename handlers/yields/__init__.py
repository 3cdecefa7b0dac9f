"""What each step yields, and whether warm calls pay: on `yield`, `yield 90 days` and `yield experiment`."""

import asyncio
import re

from bot.chat import Answer, Interaction
from bot.errors import UserMistake
from bot.measuring import measure, tried, window
from bot.services import Services
from handlers.yields.card import yield_card
from handlers.yields.experiment import (
    end_experiment,
    keep_experiment,
    no_experiment,
    say_experiment,
    show_experiment,
    start_experiment,
    stop_experiment,
    wish,
)

__all__ = [
    "check_days",
    "end_experiment",
    "keep_experiment",
    "no_experiment",
    "show_experiment",
    "show_yield",
    "start_experiment",
    "stop_experiment",
    "yield_card",
]

DAYS = 90
LONGEST = 36_500
SPANS = {"": 1, "day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
ASKED = re.compile(
    r"(?:(?:the|for|of|in)\s+)*(?:last\s+|past\s+)?(\d{1,6})?\s*(day|week|month|quarter|year|)s?", re.IGNORECASE
)
EXAMPLE = "For example: /warmup yield 90 days"


def check_days(asked: Interaction) -> None:
    """Raises UserMistake for words that are no span of time, and nothing about an experiment."""
    if wish(asked.text) is None:
        _days(asked.text)


async def show_yield(asked: Interaction, services: Services) -> Answer:
    """The team's rates by step; never those of a person."""
    if wanted := wish(asked.text):
        return await say_experiment(asked, services, wanted)
    days, now = _days(asked.text), services.now()
    during, store = window(now, days), services.store
    tallies, trial = await asyncio.gather(
        store.yields.tally(asked.team, during), store.experiments.tally(asked.team, during)
    )
    return yield_card(measure(tallies, during, now, trial and tried(trial, during)), days)


def _days(words: str) -> int:
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

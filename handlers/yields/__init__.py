"""What each step yields, whether warm calls pay, and what Warmup saves: `yield`, `yield money`, `yield experiment`."""

from bot.chat import Answer, Interaction
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
from handlers.yields.money import check_money, money_form, money_saved, show_money
from handlers.yields.money_card import money_card
from handlers.yields.span import check_days, days_of, measured
from handlers.yields.using import show_adoption, show_mine
from handlers.yields.using_card import adoption_card, own_card

__all__ = [
    "adoption_card",
    "check_days",
    "check_money",
    "check_yield",
    "end_experiment",
    "keep_experiment",
    "money_card",
    "money_form",
    "money_saved",
    "no_experiment",
    "own_card",
    "show_adoption",
    "show_experiment",
    "show_mine",
    "show_money",
    "show_yield",
    "start_experiment",
    "stop_experiment",
    "yield_card",
]


def check_yield(asked: Interaction) -> None:
    """Raises UserMistake for words that are no span of time, and nothing about an experiment."""
    if wish(asked.text) is None:
        check_days(asked)


async def show_yield(asked: Interaction, services: Services) -> Answer:
    """The team's rates by step; never those of a person."""
    if wanted := wish(asked.text):
        return await say_experiment(asked, services, wanted)
    days = days_of(asked.text)
    report, _ = await measured(asked.team, services, days, services.now())
    return yield_card(report, days)

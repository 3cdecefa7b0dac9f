"""What Warmup saves and costs: `yield money`, and the form that asks a manager for the numbers."""

import asyncio
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.cards import Form, TextInput
from bot.chat import Answer, Interaction
from bot.errors import UserMistake
from bot.measuring import savings, window
from bot.services import Services
from bot.store import Money
from bot.understand import amount
from handlers.yields.currencies import currency
from handlers.yields.money_card import money_card
from handlers.yields.span import days_of, measured

MOST = Decimal(1_000_000_000_000)  # of any currency
DAY = Decimal(24 * 60)  # minutes
ASKED = {
    "minutes": ("Minutes a rep used to spend preparing a call, less reading the brief", "12", DAY),
    "hour": ("What an hour of a rep costs", "45", MOST),
    "data": ("What data costs in a month (0 if nothing)", "1,200.00", MOST),
    "model": ("What the model costs in a month (0 if none)", "90.50", MOST),
    "worth": ("What a meeting is worth (may stay empty)", "500", MOST),
}
"""Each number of the form: its label, an example, and the most it can be."""


async def show_money(asked: Interaction, services: Services) -> Answer:
    """The sums, and a button to enter the numbers they need."""
    return await _sums(asked, services, days_of(asked.text))


async def money_form(asked: Interaction, services: Services) -> Answer:
    """Ask for the numbers; what was entered last stands there."""
    days, there = days_of(asked.text), await services.store.money.find(asked.team)
    numbers = [_input(name, there) for name in ASKED]
    unit = TextInput("currency", "Currency", there.currency if there else "", placeholder="EUR")
    inputs = (*numbers[:4], unit, *numbers[4:])
    hidden = f"{days}\n{there.turn if there else 0}"
    return Form("What it costs", "money_saved", inputs, submit="Save", hidden=hidden)


def check_money(asked: Interaction) -> None:
    """Raises UserMistake with a sentence and an example, at the input that is wrong."""
    _entered(asked, asked.at)
    _opened(asked.text)


async def money_saved(asked: Interaction, services: Services) -> Answer:
    """Keep the numbers for the team, unless somebody else changed them while the form stood open."""
    days, seen = _opened(asked.text)
    new = _entered(asked, services.now())
    kept, ours = await services.store.money.enter(asked.team, new, seen, asked.key)
    if not ours:
        raise UserMistake(
            f"{kept.by_name} has changed these numbers while your form was open, so yours were not saved."
            " Look at theirs first: /warmup yield money"
        )
    return await _sums(asked, services, days)


async def _sums(asked: Interaction, services: Services, days: int) -> Answer:
    now, store = services.now(), services.store
    (report, tallies), uses, entered = await asyncio.gather(
        measured(asked.team, services, days, now),
        store.adoption.uses(asked.team, window(now, days).since, now),
        store.money.find(asked.team),
    )
    return money_card(savings(report, tallies.logged, uses.briefs, entered), days, ZoneInfo(asked.who.zone or "UTC"))


def _input(name: str, there: Money | None) -> TextInput:
    label, example, _ = ASKED[name]
    number: Decimal | None = getattr(there, name, None)
    value = "" if number is None else f"{number:.2f}".removesuffix(".00")
    return TextInput(name, label, value, example, optional=name == "worth")


def _opened(hidden: str) -> tuple[int, int]:
    """Of how many days the sums are, and which turn of the numbers the form showed. Raises UserMistake."""
    days, _, turn = hidden.partition("\n")
    if not (turn.isascii() and turn.isdigit() and len(turn) < len(str(2**31))):
        raise UserMistake("I do not know that form. Open it again, for example: /warmup yield money")
    return days_of(days), int(turn)


def _entered(asked: Interaction, now: datetime) -> Money:
    """Every number of the form. Raises UserMistake."""
    said = asked.values.get("currency", "").strip()
    unit = currency(said)
    if unit is None:
        raise UserMistake(f"{_not(said, 'currency')} Say its three letters. For example: EUR", at="currency")
    numbers = {name: _number(name, asked.values.get(name, "").strip(), unit) for name in ASKED}
    minutes, hour, data, model = (numbers[name] or Decimal(0) for name in ("minutes", "hour", "data", "model"))
    who, name = asked.who.id, asked.who.name or "A colleague"
    return Money(minutes, hour, data, model, numbers["worth"], unit, who, name, now)


def _number(name: str, said: str, unit: str) -> Decimal | None:
    """The number in an input, with or without its currency; None where it may stay empty. Raises UserMistake."""
    _, example, most = ASKED[name]
    if not said and name == "worth":
        return None
    number = amount(_bare(said, name, unit))
    if number is None:
        raise UserMistake(f"{_not(said, 'number')} For example: {example}", at=name)
    if number > most:
        raise UserMistake(f"That is more than {most:,}. For example: {example}", at=name)
    if not number and name in {"minutes", "hour"}:
        raise UserMistake(f"It has to be more than 0. For example: {example}", at=name)
    return number


def _not(said: str, what: str) -> str:
    return f"“{said[:20]}” is no {what} I understand." if said else "It is empty."


def _bare(said: str, name: str, unit: str) -> str:
    """Without "min" behind minutes, and without the form's own currency beside an amount."""
    if name == "minutes":
        return said.removesuffix(".").removesuffix("utes").removesuffix("min").strip()
    for beside in (said.lstrip("0123456789.,' \u00a0\u202f’"), said.rstrip("0123456789.,' \u00a0\u202f’")):
        if beside and beside != said and currency(beside) == unit:
            return said.replace(beside, "").strip()
    return said

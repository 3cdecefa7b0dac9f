"""`warmup yield`: what each step yields, at a prompt."""

import asyncio
import csv
import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.measuring import (
    Adopted,
    Report,
    Savings,
    adopted,
    adoption_document,
    document,
    lines,
    measure,
    money_document,
    savings,
    tried,
    window,
)
from bot.settings import Settings
from bot.store import Store


async def yields(settings: Settings, days: int, team: str, form: str, ripen: int) -> int:
    """Print the yield of the last so many days."""
    moment = datetime.now(UTC)
    asked = window(moment, days, timedelta(ripen))
    store = await Store.open(settings.database_url, patience=30)
    try:
        await store.upgrade()
        tallies, trial, uses, entered = await asyncio.gather(
            store.yields.tally(team, asked),
            store.experiments.tally(team, asked),
            store.adoption.uses(team, asked.since, moment),
            store.money.find(team),
        )
    finally:
        await store.close()
    report = measure(tallies, asked, moment, trial and tried(trial, asked))
    money = savings(report, tallies.logged, uses.briefs, entered)
    _print(Yielded(report, money, adopted(uses, tallies.logged)), days, form)
    return 0


@dataclass(frozen=True, slots=True)
class Yielded:
    """Everything there is to say of a team; of a person nothing, for at a prompt nobody can prove who they are."""

    report: Report
    money: Savings
    adoption: Adopted


def _print(told: Yielded, days: int, form: str) -> None:
    report = told.report
    match form:
        case "json":
            also = {"money": money_document(told.money), "adoption": adoption_document(told.adoption)}
            sys.stdout.write(json.dumps({**document(report), **also}, ensure_ascii=False, indent=2) + "\n")
        case "csv":
            csv.writer(sys.stdout, lineterminator="\n").writerows(lines(report))
        case _:
            _show(told, days)


def _show(told: Yielded, days: int) -> None:
    from rich.console import Console  # noqa: PLC0415 (figures for programs need no card, and what draws one takes a second)

    from bot.terminal.render import show  # noqa: PLC0415 (likewise)
    from handlers.yields import adoption_card, money_card, yield_card  # noqa: PLC0415 (likewise)

    for card in (yield_card(told.report, days), money_card(told.money, days), adoption_card(told.adoption, days)):
        show(card, Console(highlight=False))

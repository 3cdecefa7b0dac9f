"""`warmup yield`: what each step yields, at a prompt."""

import csv
import json
import sys
from datetime import UTC, datetime, timedelta

from bot.measuring import Report, document, lines, measure, tried, window
from bot.settings import Settings
from bot.store import Store


async def yields(settings: Settings, days: int, team: str, form: str, ripen: int) -> int:
    """Print the yield of the last so many days."""
    moment = datetime.now(UTC)
    asked = window(moment, days, timedelta(ripen))
    store = await Store.open(settings.database_url, patience=30)
    try:
        await store.upgrade()
        tallies, trial = await store.yields.tally(team, asked), await store.experiments.tally(team, asked)
    finally:
        await store.close()
    _print(measure(tallies, asked, moment, trial and tried(trial, asked)), days, form)
    return 0


def _print(report: Report, days: int, form: str) -> None:
    match form:
        case "json":
            sys.stdout.write(json.dumps(document(report), ensure_ascii=False, indent=2) + "\n")
        case "csv":
            csv.writer(sys.stdout, lineterminator="\n").writerows(lines(report))
        case _:
            _show(report, days)


def _show(report: Report, days: int) -> None:
    from rich.console import Console  # noqa: PLC0415 (figures for programs need no card, and what draws one takes a second)

    from bot.terminal.render import show  # noqa: PLC0415 (likewise)
    from handlers.yields import yield_card  # noqa: PLC0415 (likewise)

    show(yield_card(report, days), Console(highlight=False))

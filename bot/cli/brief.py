"""`warmup brief "Jane Doe at Acme"`: the brief at a prompt."""

import json
import sys
from contextlib import aclosing, nullcontext
from dataclasses import replace
from datetime import datetime

from rich.console import Console

from bot import briefing, understand
from bot.app import given, now
from bot.cards import Buttons, Card
from bot.chat import Interaction, Place, PlaceKind, Who
from bot.model import Brief
from bot.services import Services
from bot.settings import Settings
from bot.slack.render import blocks, fallback
from bot.terminal.render import show
from handlers.warmup import brief_card, more_card, picker_card, writer

TEAM = "local"
HERE = Place("terminal", TEAM, "prompt", PlaceKind.DIRECT)


async def brief(
    settings: Settings, words: str, form: str, as_of: datetime | None, pick: str | None, *, short: bool
) -> int:
    """Print a brief or a picker; 0 in both cases. Raises UserMistake for words that name nobody."""
    async with given(settings, (lambda: as_of) if as_of else now) as services:
        crm = services.suppliers.crm
        asked = understand.prospect(words, crm.knows if crm else understand.nobody_knows, settings.warmup_region)
        console = Console(stderr=True)
        with console.status("Warming up …") if form == "text" and sys.stderr.isatty() else nullcontext():
            found = await briefing.identify(asked, services, TEAM, pick)
            if isinstance(found, briefing.Candidates):
                return _ask(found, words, form)
            ready = await complete(found, services, as_of)
    _print(ready, form, short=short or ready.held_out is not None)
    return 0


async def complete(found: briefing.Identified, services: Services, as_of: datetime | None) -> Brief:
    """The first complete state: at a prompt nobody waits for late sources."""
    asked = Interaction(TEAM, Who("you"), HERE, "warmup", found.prospect.typed, "prompt", services.now())
    async with aclosing(briefing.prepare(found, services, writer(asked, services), as_of)) as states:
        return await anext(state async for state in states if state.complete)


def _print(ready: Brief, form: str, *, short: bool) -> None:
    match form:
        case "json":
            _json(briefing.document(ready))
        case "slack":
            cards = [brief_card(ready)] if short else [brief_card(ready), more_card(ready)]
            _json([{"text": fallback(card), "blocks": part} for card in cards for part in blocks(card)])
        case _:
            console = Console(highlight=False)
            show(_readable(brief_card(ready)), console)
            if not short:
                show(_readable(more_card(ready)), console)


def _ask(found: briefing.Candidates, words: str, form: str) -> int:
    match form:
        case "json":
            _json(briefing.candidates_document(found.candidates))
        case "slack":
            card = picker_card(words, found.candidates)
            _json([{"text": fallback(card), "blocks": part} for part in blocks(card)])
        case _:
            console = Console(highlight=False)
            show(_readable(picker_card(words, found.candidates)), console)
            for number, candidate in enumerate(found.candidates, 1):
                command = f'{number}. warmup brief "{words}" --pick {candidate.ref}'
                console.print(command, markup=False, soft_wrap=True)
            console.print(
                f'None of these: warmup brief "{words}" --pick {briefing.AS_TYPED}', markup=False, soft_wrap=True
            )
    return 0


def _readable(card: Card) -> Card:
    """The card without its buttons: at a prompt nobody can press them, and the commands stand below."""
    return replace(card, parts=tuple(part for part in card.parts if not isinstance(part, Buttons)))


def _json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")

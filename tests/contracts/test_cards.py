"""Every card, in every room: no word of it is lost, no limit is broken, no button leads nowhere, nobody is pinged."""

import asyncio
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

import pytest
from rich.console import Console

from bot.cards import Buttons, Card, words
from bot.model import Brief, Candidate, Company, Evidence, Identity, Person, Prospect, Role
from bot.services import Services
from bot.slack import render
from bot.teams import render as teams
from bot.terminal.render import show
from handlers import ROUTES
from handlers.help import help_me
from handlers.warmup import brief_card, more_card, picker_card
from handlers.warmup.card import FIRST_SCREEN, warming_card
from tests import examples
from tests.contracts.connect_cards import connect_cards
from tests.contracts.digest_cards import digest_cards
from tests.contracts.experiment_cards import experiment_cards
from tests.contracts.money_cards import money_cards
from tests.contracts.yield_cards import yield_cards
from tests.doubles.slack_rules import CORE_TYPES, MESSAGE_TYPES, trouble, words_shown
from tests.doubles.slack_team import live
from tests.doubles.teams_cards import live as live_in_teams
from tests.doubles.teams_cards import trouble as trouble_in_teams
from tests.doubles.teams_cards import words_shown as words_in_teams
from tests.fakes import interaction

HOSTILE = "<!channel> <@U1> <https://evil.example|Sign in> *b* `c` :tada: [red]x[/] \x1b[31m\u202e &amp; {{7*7}}"
HUGE = 100_000  # characters
Cards = dict[str, Card]


def _all_slots(said: str) -> Brief:
    """A brief in which every text that comes from outside is this."""
    what, quote = said[:200], said
    facts = (
        replace(examples.role(), others={Role.TITLE: what, Role.COMPANY: what, Role.PERSON: what}),
        replace(examples.event(), others={Role.WHAT: what}, quote=quote),
        replace(examples.call(), others={Role.CHANNEL: what, Role.OUTCOME: what, Role.COLLEAGUE: what}, quote=quote),
        replace(examples.knows(), others={Role.COLLEAGUE: what, Role.HOW: what}),
        replace(examples.phone(), value=what),
        examples.zone(),
        replace(examples.event(), source=replace(examples.SITE, name=said, url="https://evil.example/|<x>")),
    )
    person = replace(examples.JANE, name=said, title=said, email=said)
    return examples.brief(*facts, prospect=Prospect(person, replace(examples.ACME, name=said), Identity.RECORD, said))


def _briefs() -> dict[str, Brief]:
    nobody = Prospect(Person("person:typed", "Nina Ivanova"), Company("company:typed:x", "Nobody Knows"))
    long_word = "x" * HUGE
    return {
        "good": examples.brief(),
        "do not call": examples.brief(*examples.EXAMPLE, examples.do_not_call()),
        "nothing found": examples.WRITER.write(examples.dossier(prospect=nobody), "b2"),
        "company only": examples.brief(examples.event(), prospect=Prospect(None, examples.ACME)),
        "still asking": examples.WRITER.write(examples.dossier(*examples.EXAMPLE, complete=False), "b3"),
        "hostile": _all_slots(HOSTILE),
        "huge": _all_slots(f"{HOSTILE} " * (HUGE // len(HOSTILE))),
        "one huge word": _all_slots(long_word),
        "huge in other letters": _all_slots("日本語 👩‍🔬 " * (HUGE // 8)),
        "hundreds of facts": examples.brief(*(examples.event(n, what=f"opened plant {n}") for n in range(1, 300))),
    }


def _cards() -> Cards:
    cards: Cards = {"warming": warming_card("Jane Doe at Acme"), "warming, hostile": warming_card(HOSTILE * 1000)}
    for name, brief in _briefs().items():
        cards |= {f"brief, {name}": brief_card(brief), f"more, {name}": more_card(brief)}
    evil = Candidate("cik:2", Company("company:cik:2", HOSTILE), None, Evidence.PREFIX, HOSTILE * 1000, "sec")
    cards["picker"] = picker_card("Jane Doe at Acme", examples.CANDIDATES)
    cards["picker, hostile"] = picker_card(HOSTILE, (*examples.CANDIDATES, evil))
    cards["help"] = asyncio.run(help_me(interaction("help"), cast("Services", None)))  # it needs nothing of anybody
    more = digest_cards(HOSTILE) | yield_cards(HOSTILE) | money_cards(HOSTILE) | experiment_cards(HOSTILE)
    return cards | more | connect_cards(HOSTILE)


CARDS = _cards()
FIRST_SCREENS = {name: card for name, card in CARDS.items() if name.startswith("brief")}
each_card = pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)


def letters(said: str) -> str:
    """Its letters and digits: what may neither be lost nor added, wherever lines break."""
    return re.sub(r"[\W_]+", "", said)


def lost(said: str, shown: str) -> str:
    """The first word of a card that is not shown after the one before it; "" when all are, in order."""
    there, at = letters(shown), 0
    for word in map(letters, said.split()):
        at = there.find(word, at)
        if at < 0:
            return word
        at += len(word)
    return ""


def buttons(card: Card) -> Iterator[str]:
    for part in card.parts:
        if isinstance(part, Buttons):
            yield from (button.action for button in part.buttons)


@each_card
def test_slack_takes_it_and_loses_no_word(card: Card) -> None:
    """Drawn in Slack's newest blocks and in its oldest: within the limits, and with every word, in order."""
    for messages, kinds in ((render.blocks(card), MESSAGE_TYPES), (render.core_blocks(card), CORE_TYPES)):
        assert [trouble(blocks, types=kinds) for blocks in messages] == [[]] * len(messages)
        assert not lost(words(card), " ".join(map(words_shown, messages)))


@each_card
def test_a_slack_without_blocks_loses_no_word_either(card: Card) -> None:
    """The last resort, plain messages, says the same; the notification is short and never empty."""
    unescaped = " ".join(render.plain_texts(card)).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")

    assert not lost(words(card), unescaped)
    assert all(len(text) <= 4_000 for text in render.plain_texts(card))
    assert 0 < len(render.fallback(card)) <= 3_000


@each_card
def test_it_pings_nobody_in_slack(card: Card) -> None:
    """Whatever its words are, no mention, no call to everybody and no link under another's words comes of them."""
    drawn = [*render.blocks(card), *render.core_blocks(card)]

    assert live(drawn) == []
    assert not re.search(r"<[!@#h]", render.fallback(card) + "".join(render.plain_texts(card)))


@each_card
def test_teams_takes_it_and_loses_no_word(card: Card) -> None:
    """Drawn as Adaptive Cards: within the limits, every word in order, nobody called, and links to the web alone."""
    messages = teams.messages(card, {"share", "note_form"})

    assert [trouble_in_teams(message) for message in messages] == [[]] * len(messages)
    assert not lost(words(card).replace("/warmup ", "@Warmup "), "\n".join(map(words_in_teams, messages)))
    assert all(link.startswith("https://") for message in messages for link in live_in_teams(message))


@each_card
def test_a_terminal_shows_every_word(card: Card) -> None:
    """At a prompt, however narrow: every letter is there, and nothing that moves the cursor."""
    for width in (80, 200):
        screen = Console(file=io.StringIO(), width=width, record=True, color_system=None)
        show(card, screen)
        read = screen.export_text()

        assert sorted(letters(read)) == sorted(letters(words(card))), "cells stand side by side: order is per cell"
        assert "\x1b" not in read.replace("\x1b]8", "")
        assert max(map(len, read.splitlines())) <= width


@each_card
def test_every_button_leads_somewhere(card: Card) -> None:
    """What a button does stands in the table of everything Warmup can do."""
    assert set(buttons(card)) <= ROUTES.keys()


@pytest.mark.parametrize("card", FIRST_SCREENS.values(), ids=FIRST_SCREENS)
def test_the_first_screen_is_the_brief(card: Card) -> None:
    """At most 120 words, whatever was found; it has its buttons, and a head of at most 35 for the notification."""
    shown = replace(card, parts=tuple(part for part in card.parts if not isinstance(part, Buttons)))

    assert len(words(shown).split()) <= FIRST_SCREEN
    assert len(words(shown)) <= FIRST_SCREEN * 16
    assert len(card.summary.split()) <= 35
    assert {"more", "share"} <= set(buttons(card))


def test_do_not_call_shows_no_way_to_call() -> None:
    """Neither card of a person who asked not to be called has a number, an opener or a voicemail."""
    for name in ("brief, do not call", "more, do not call"):
        said = words(CARDS[name])
        assert not re.search(r"312|Open with|Voicemail|E-mail\n", said), said

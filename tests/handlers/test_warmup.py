"""What stands there while a brief is made, and what its first screen never cuts."""

from dataclasses import replace

from bot.cards import words
from bot.chat import Interaction, Place, PlaceKind, Who
from bot.model import Line
from handlers.warmup import brief_card, warming_up
from tests.examples import NOW, brief, event


def said(action: str, text: str) -> str:
    place = Place("slack", "T1", "C1", PlaceKind.CHANNEL)
    return warming_up(Interaction("T1", Who("U1"), place, action, text, "k", NOW)).summary


def test_a_choice_warms_up_under_the_words_as_typed() -> None:
    """After a picker the waiting line says who was asked for, and never the number behind the button."""
    assert said("pick", "cik:2098\nJane Doe at Acme") == "Warming up Jane Doe at Acme …"
    assert said("warmup", "Jane Doe at Acme") == "Warming up Jane Doe at Acme …"


def test_a_key_cut_short_keeps_its_day() -> None:
    """Where the first screen has little room, the words before the day go, never the day."""
    one = brief(event())
    what = "reported a change among its directors or officers, or in their pay (8-K item 5.02) on 30 December 2025"
    wordy = replace(one.keys.who, line=Line("word " * 60, ()))
    keys = replace(one.keys, who=wordy, way_in=wordy, why_now=replace(one.keys.why_now, line=Line(what, ())))
    said = words(brief_card(replace(one, keys=keys)))

    assert "on 30 December 2025" in said
    assert "(8-K" not in said

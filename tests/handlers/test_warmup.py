"""What stands there while a brief is made."""

from bot.chat import Interaction, Place, PlaceKind, Who
from handlers.warmup import warming_up
from tests.examples import NOW


def said(action: str, text: str) -> str:
    place = Place("slack", "T1", "C1", PlaceKind.CHANNEL)
    return warming_up(Interaction("T1", Who("U1"), place, action, text, "k", NOW)).summary


def test_a_choice_warms_up_under_the_words_as_typed() -> None:
    """After a picker the waiting line says who was asked for, and never the number behind the button."""
    assert said("pick", "cik:2098\nJane Doe at Acme") == "Warming up Jane Doe at Acme …"
    assert said("warmup", "Jane Doe at Acme") == "Warming up Jane Doe at Acme …"

"""At a prompt nothing unfolds, so everything is read at once."""

import io

from rich.console import Console

from bot import cards
from bot.cards import Button, Buttons, Card, Menu
from bot.terminal.render import show


def read(card: Card) -> str:
    """What a person sees, without the frame."""
    console = Console(file=io.StringIO(), width=80)
    with console.capture() as seen:
        show(card, console)
    return "\n".join(line.strip("│╭╮╰╯─ ") for line in seen.get().splitlines()).strip()


def test_a_menu_shows_what_can_be_chosen() -> None:
    """On a line of its own; buttons beside each other share one."""
    log = Menu("Log call", "log_call", (("Talked", "1"), ("No answer ·", "2")))
    row = Buttons((Button("More", "more"), Button("Share", "share"), log, Button("Not them?", "not_them")))

    assert read(Card("s", (row,))).split("\n") == [
        "[More]  [Share]",
        "[Log call ▾] Talked · No answer ·",
        "[Not them?]",
    ]


def test_a_colleague_is_named() -> None:
    """Nobody can be called here: their name stands behind an @."""
    assert read(Card("s", (cards.text(cards.mention("U1", "Dana Cho"), " promised"),))) == "@Dana Cho promised"


def test_a_label_moves_no_cursor() -> None:
    """Labels may come from outside, as a picker's do."""
    assert "\x1b" not in read(Card("s", (Buttons((Button("A\x1b[31m", "a"), Menu("B", "b", (("C\x07", "c"),)))),)))

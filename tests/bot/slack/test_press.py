"""Whatever a card offers can be chosen in Slack, and every label is read."""

from typing import cast

from bot import cards
from bot.cards import Button, Buttons, Card, Menu
from bot.slack import render
from tests.doubles.slack_rules import trouble, words_shown


def test_a_button_slack_would_cut_keeps_its_words() -> None:
    """A long label stands whole above its button; a value too long for Slack leaves the label without a press."""
    card = Card("s", (Buttons((Button("A very long label " * 10, "go"), Button("Far", "go", "v" * 2_001))),))

    (blocks,) = render.blocks(card)

    assert [block["type"] for block in blocks] == ["context", "actions", "context"]
    assert "Far" in words_shown(blocks)
    assert trouble(blocks) == []


def test_a_menu_unfolds_in_the_row_of_buttons() -> None:
    """Its label stands in it until something is chosen; an option's value comes back when it is."""
    log = Menu("Log call", "log_call", (("Talked", "b1\ntalked"), ("No answer", "b1\nno_answer")))

    (blocks,) = render.blocks(Card("s", (Buttons((Button("More", "more", "b1"), log)),)))

    ((_, menu),) = [cast("list[render.Block]", block["elements"]) for block in blocks]
    assert (menu["type"], menu["action_id"]) == ("static_select", "log_call#1")
    assert words_shown([menu]) == "Log call Talked No answer"
    assert [option["value"] for option in cast("list[render.Block]", menu["options"])] == [
        "b1\ntalked",
        "b1\nno_answer",
    ]


def test_every_option_can_be_chosen() -> None:
    """Too many options go on in further menus; one no menu takes becomes a button, with all its words."""
    many = tuple((f"Option {n}", f"value {n} " * 10) for n in range(250))
    odd = (("A label that is too long for a menu " * 3, "long label"), ("Far", "v" * 151), ("Empty", ""))
    card = Card("s", (Buttons((Menu("Choose", "choose", (*many, *odd)),)),))

    messages = render.blocks(card)

    elements = [e for blocks in messages for b in blocks for e in cast("list[render.Block]", b["elements"])]
    values = [option["value"] for e in elements for option in cast("list[render.Block]", e.get("options") or [])]
    pressed = [e.get("value", "") for e in elements if e["type"] == "button"]
    assert values == [value for _, value in many]
    assert pressed == [value for _, value in odd]
    assert all(trouble(blocks) == [] for blocks in messages)
    assert words_shown([b for blocks in messages for b in blocks]).split()[:3] == ["Choose", "Option", "0"]
    assert set(cards.words(card).split()) <= {word for blocks in messages for word in words_shown(blocks).split()}


def test_heavy_buttons_part() -> None:
    """Buttons that carry as much as they may stand in rows of which each fits into a message."""
    card = Card("s", (Buttons(tuple(Button(f"B{n}", "go", '"' * 2_000) for n in range(25))),))

    messages = render.blocks(card)

    assert len(messages) > 1
    assert all(trouble(blocks) == [] for blocks in messages)
    assert words_shown([block for blocks in messages for block in blocks]).split() == [f"B{n}" for n in range(25)]

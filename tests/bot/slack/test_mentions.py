"""A colleague we mean is called, and nobody else ever is."""

import json

import pytest

from bot import cards
from bot.cards import Card, Tone
from bot.slack import render


@pytest.mark.parametrize("tone", list(Tone))
def test_a_colleague_is_called(tone: Tone) -> None:
    """In every kind of text; Slack shows their name and lets them know."""
    drawn = json.dumps(render.blocks(Card("s", (cards.text(cards.mention("U1", "Dana"), ", call Jane", tone=tone),))))

    assert ('{"type": "user", "user_id": "U1"' in drawn) != ("<@U1>" in drawn)
    assert "Dana" not in drawn


def test_who_is_nobody_is_named() -> None:
    """An id that is none of Slack's is never put where Slack reads one."""
    card = Card("s", tuple(cards.text(cards.mention("U1> <!channel", "Dana"), tone=tone) for tone in Tone))

    drawn = json.dumps([render.blocks(card), render.plain_texts(card)])

    assert "channel" not in drawn
    assert drawn.count("Dana") == 2 * len(Tone)


def test_a_plain_text_calls_only_whom_we_call() -> None:
    """As a last resort people are called in plain text; outside text in it still calls nobody."""
    card = Card("s", (cards.text(cards.mention("U1", "Dana"), ": <@U9> <!here> said &lt;@U1&gt;"),))

    assert render.plain_texts(card) == ["<@U1>: &lt;@U9&gt; &lt;!here&gt; said &amp;lt;@U1&amp;gt;"]

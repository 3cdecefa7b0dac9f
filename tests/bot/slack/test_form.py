"""Our forms are Slack's dialogs."""

from datetime import UTC, datetime
from typing import cast

import pytest

from bot.cards import ChannelInput, Form, MomentInput, PersonInput, TextInput
from bot.slack import render
from tests.doubles.slack_rules import trouble, words_shown

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def test_a_form_is_a_dialog() -> None:
    """Inputs carry their names; the action and what is hidden come back when it is submitted."""
    form = Form("Warm up a call, as well prepared as can be", "warmup", (
        TextInput("who", "Who?", value="a & b", placeholder="Jane Doe at Acme " * 20, lines=True),
        ChannelInput("where", "Where shall I post it?"),
    ), hidden="{}")  # fmt: skip

    view = render.view(form)

    blocks = cast("list[render.Block]", view["blocks"])
    assert (view["callback_id"], view["private_metadata"]) == ("warmup", "{}")
    assert trouble(blocks, most=100) == []
    assert "Warm up a call, as well prepared as can be" in words_shown(blocks)
    assert [block.get("block_id") for block in blocks[1:]] == ["who", "where"]
    assert len(str(view["title"])) < 80


def test_a_form_that_hides_too_much_is_refused() -> None:
    """What does not fit into private_metadata is a mistake of ours, said before Slack says it."""
    with pytest.raises(ValueError, match="hides more"):
        render.view(Form("t", "a", (), hidden="x" * 3_001))


def test_a_form_asks_for_a_moment_and_a_colleague() -> None:
    """With Slack's own pickers; a moment Slack would not take is left out."""
    at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    moments = (MomentInput("when", "When?", at), MomentInput("never", "And?"), MomentInput("once", "Or?", EPOCH))
    view = render.view(Form("Remind me", "remind", (*moments, PersonInput("whom", "Whom?"))))

    blocks = cast("list[render.Block]", view["blocks"])
    assert trouble(blocks, most=100) == []
    assert [block["element"] for block in blocks] == [
        {"type": "datetimepicker", "action_id": "when", "initial_date_time": 1_795_597_200},
        {"type": "datetimepicker", "action_id": "never"},
        {"type": "datetimepicker", "action_id": "once"},
        {"type": "users_select", "action_id": "whom"},
    ]

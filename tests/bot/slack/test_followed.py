"""What happens to messages in Slack: marked to be saved, changed, deleted."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

import pytest

from bot.chat import Interaction, Message, Place, PlaceKind
from bot.slack.translate import translate
from tests.doubles import slack_requests as slack

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


def read(event: slack.Body, saves: str = "bulb") -> Interaction | None:
    """The interaction of an event."""
    return translate(cast("Mapping[str, object]", json.loads(slack.event(event))), NOW, saves)


def reaction(emoji: str = "bulb", kind: str = "message") -> slack.Body:
    """Somebody put an emoji on Sam's message."""
    item = {"type": kind, "channel": "C1", "ts": "1800000000.000100"} if kind == "message" else {"type": kind}
    return {"type": "reaction_added", "user": "U1", "reaction": emoji, "item": item, "item_user": "U2"}


def edit(subtype: str = "message_changed", other: Mapping[str, object] | None = None) -> slack.Body:
    """A person changed what they had written to us."""
    new = {"user": "U1", "ts": "1800000000.000100", "text": "They froze hiring &amp; travel"}
    old = new | {"text": "They froze hiring"}
    event: slack.Body = {"type": "message", "subtype": subtype, "channel": "D1", "channel_type": "im", "ts": "1.2"}
    return event | {"message": new, "previous_message": old} | dict(other or {})


@pytest.mark.parametrize("emoji", ["bulb", "bulb::skin-tone-3"])
def test_the_reaction_names_a_message(emoji: str) -> None:
    """Where it stands and who wrote it; its words are fetched later."""
    asked = read(reaction(emoji))
    assert asked
    assert (asked.action, asked.text, asked.values) == ("intel_marked", "", {"author_id": "U2"})
    assert asked.message == Message(Place("slack", "T1", "C1", PlaceKind.UNKNOWN), "1800000000.000100")


def test_other_reactions_are_not_heard() -> None:
    """Neither another emoji, nor one on a file; and the emoji is a setting."""
    assert read(reaction("thumbsup")) is None
    assert read(reaction(kind="file")) is None
    assert read(reaction("brain"), "brain")


def test_an_edit_brings_the_new_words() -> None:
    """In direct messages Slack tells of them."""
    asked = read(edit())
    assert asked
    assert (asked.action, asked.text) == ("intel_followed", "They froze hiring & travel")
    assert asked.message
    assert (asked.message.place.channel, asked.message.id) == ("D1", "1800000000.000100")


def test_a_deletion_brings_none() -> None:
    """It names the message that is gone."""
    asked = read(edit("message_deleted", {"message": None}))
    assert asked
    assert (asked.action, asked.text) == ("intel_followed", "")


@pytest.mark.parametrize(
    "other",
    [
        {"channel_type": "channel"},
        {"message": {"user": "U0BOT", "ts": "1.1", "text": "ours"}},
        {"message": {"user": "U2", "bot_id": "B1", "ts": "1.1", "text": "another app's"}},
        {"previous_message": {"user": "U1", "ts": "1.1", "text": "They froze hiring &amp; travel"}},
    ],
)
def test_what_is_no_edit_of_a_person_is_not_heard(other: Mapping[str, object]) -> None:
    """Channels, our own updates, other apps, and a link that was only unfurled."""
    assert read(edit(other=other)) is None

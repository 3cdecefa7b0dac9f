"""After a doubt one look into Slack's history tells, or says that nobody can tell."""

import pytest

from bot import cards
from bot.cards import Card
from bot.chat import Message, Place, PlaceKind
from bot.errors import CannotLook, Unsure
from bot.slack.send import SlackMessenger
from tests.doubles.slack_api import SlackApi
from tests.doubles.slack_door import NOW

SALES = Place("slack", "T1", "C1", PlaceKind.CHANNEL)
HELLO = Card("Hello", (cards.text("Hello"),))


async def test_a_posted_message_is_found_by_its_marker(slack: SlackApi, messenger: SlackMessenger) -> None:
    """After a lost answer one look tells whether it was shown, in a channel and in a thread."""
    since = NOW.fromtimestamp(slack.clock, tz=NOW.tzinfo)
    thread = Place("slack", "T1", "C2", PlaceKind.CHANNEL, "1.5")
    slack.bad_day("chat.postMessage", "post_then_drop", times=2)
    for place in (SALES, thread):
        with pytest.raises(Unsure):
            await messenger.post(place, HELLO, "m1")

    found = await messenger.find(SALES, "m1", since)
    assert found == Message(SALES, str(slack.texts("C1")[0]["ts"]))
    assert await messenger.find(thread, "m1", since) is not None
    assert await messenger.find(Place("slack", "T1", "C3"), "m1", since) is None


async def test_where_nobody_can_look_it_says_so(slack: SlackApi, messenger: SlackMessenger) -> None:
    """No permission, no answer, too many newer messages, and a second look within a minute."""
    for channel, day in (("C1", "missing_scope"), ("C2", "not_in_channel"), ("C3", "not_a_dict")):
        slack.bad_day("conversations.history", day)
        with pytest.raises(CannotLook):
            await messenger.find(Place("slack", "T1", channel), "m1", NOW)
    with pytest.raises(CannotLook, match="a short while ago"):
        await messenger.find(SALES, "m1", NOW)

    busy = Place("slack", "T1", "C4")
    for number in range(16):
        await messenger.post(busy, HELLO, f"m{number}")
    with pytest.raises(CannotLook, match="more messages"):
        await messenger.find(busy, "other", NOW.fromtimestamp(slack.clock - 16, tz=NOW.tzinfo))

"""After a doubt one look into Slack's history tells, or says that nobody can tell."""

import asyncio

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


async def test_one_look_answers_for_all_who_wait_for_it(slack: SlackApi, messenger: SlackMessenger) -> None:
    """A process that died at work leaves many doubts in one channel, and a look a minute has to do."""
    since = NOW.fromtimestamp(slack.clock, tz=NOW.tzinfo)
    slack.bad_day("chat.postMessage", "post_then_drop", times=2)
    for marker in ("m1", "m2"):
        with pytest.raises(Unsure):
            await messenger.post(SALES, HELLO, marker)

    one, two, none = await asyncio.gather(*(messenger.find(SALES, marker, since) for marker in ("m1", "m2", "m3")))
    assert [one, two] == [Message(SALES, str(said["ts"])) for said in slack.texts("C1")]
    assert none is None
    assert len(slack.called("conversations.history")) == 1


async def test_a_look_that_has_to_wait_says_for_how_long(slack: SlackApi, messenger: SlackMessenger) -> None:
    """Over the budget, or while Slack is down, a later look may tell; without the right to read none ever will."""
    await messenger.find(SALES, "m1", NOW)
    with pytest.raises(CannotLook) as over_budget:
        await messenger.find(SALES, "m1", NOW)
    assert over_budget.value.again
    assert over_budget.value.again.total_seconds() == pytest.approx(60, abs=5)
    slack.bad_day("conversations.history", "not_a_dict")
    slack.bad_day("conversations.history", "not_in_channel")
    agains: list[bool] = []
    for channel in ("C2", "C3"):
        with pytest.raises(CannotLook) as blind:
            await messenger.find(Place("slack", "T1", channel), "m1", NOW)
        agains.append(blind.value.again is not None)
    assert agains == [True, False]

"""Nobody learns in a channel what they may not know: who can read it is looked up, never assumed."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.chat import Audience, Place, PlaceKind
from bot.slack.send import SlackMessenger
from tests.doubles.slack_api import Channel, SlackApi
from tests.doubles.slack_door import NOW, settings_for

SALES = Place("slack", "T1", "C1", PlaceKind.CHANNEL)


@pytest.fixture
async def messenger(slack: SlackApi) -> AsyncIterator[SlackMessenger]:
    """A messenger in a workspace of two colleagues, a guest and a stranger."""
    slack.page = 2
    slack.users = {
        "U1": {"id": "U1"},
        "U2": {"id": "U2", "is_restricted": False},
        "U3": {"id": "U3", "is_ultra_restricted": True},
        "U4": {"id": "U4", "is_stranger": True},
    }
    messenger = SlackMessenger(settings_for(slack.url), lambda: NOW)
    yield messenger
    await messenger.close()


@pytest.mark.parametrize(
    ("members", "flags", "audience"),
    [
        (["U1", "U2"], {}, Audience.TEAM),
        (["U1", "U2"], {"is_ext_shared": False}, Audience.TEAM),
        (["U1", "U2", "U3"], {}, Audience.STRANGERS),
        (["U1", "U4"], {}, Audience.STRANGERS),
        (["U1"], {"is_ext_shared": True}, Audience.STRANGERS),
        (["U1"], {"is_shared": True}, Audience.STRANGERS),
        (["U1"], {"is_pending_ext_shared": True}, Audience.STRANGERS),
        (["U1", "U9"], {}, Audience.UNKNOWN),
        ([], {}, Audience.UNKNOWN),
    ],
)
async def test_who_reads_a_channel(
    slack: SlackApi, messenger: SlackMessenger, members: list[str], flags: dict[str, object], audience: Audience
) -> None:
    """Guests and other companies are strangers; a member nobody knows makes it unknown."""
    slack.channels = {"C1": Channel("C1", members, flags)}

    assert await messenger.audience(SALES) is audience


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members", "users.list"])
@pytest.mark.parametrize("day", ["missing_scope", "channel_not_found", "not_a_dict"])
async def test_what_slack_does_not_tell_is_unknown(
    slack: SlackApi, messenger: SlackMessenger, method: str, day: str
) -> None:
    """A missing permission or a bad day never makes strangers into colleagues."""
    slack.channels = {"C1": Channel("C1", ["U1"])}
    slack.bad_day(method, day, times=5)

    assert await messenger.audience(SALES) is Audience.UNKNOWN


async def test_a_stand_in_that_knows_no_channels_hides_none(slack: SlackApi, messenger: SlackMessenger) -> None:
    """An "ok" without what was asked is none of Slack's: who tries Warmup with a stub sees answers where they asked."""
    slack.channels = {"C1": Channel("C1", ["U1"])}
    slack.bad_day("conversations.info", "ok_only", times=1)

    assert await messenger.audience(SALES) is Audience.TEAM


async def test_a_direct_message_needs_no_look(slack: SlackApi, messenger: SlackMessenger) -> None:
    """Only the asker is there."""
    assert await messenger.audience(Place("slack", "T1", "D1", PlaceKind.DIRECT)) is Audience.TEAM
    assert slack.calls == []


async def test_a_crowd_is_not_counted_for_ever(slack: SlackApi, messenger: SlackMessenger) -> None:
    """More pages than ten are more than we read while somebody waits."""
    slack.channels = {"C1": Channel("C1", [f"U{n}" for n in range(30)])}

    assert await messenger.audience(SALES) is Audience.UNKNOWN
    assert len(slack.called("conversations.members")) == 10


async def test_the_list_of_people_is_kept_ten_minutes(slack: SlackApi) -> None:
    """It is long and seldom changes; who is in the channel is asked each time."""
    now = NOW
    slack.users = {"U1": {"id": "U1"}}
    slack.channels = {"C1": Channel("C1", ["U1"])}
    messenger = SlackMessenger(settings_for(slack.url), lambda: now)
    for minutes in (0, 9, 11):
        now = NOW + timedelta(minutes=minutes)
        assert await messenger.audience(SALES) is Audience.TEAM
    await messenger.close()

    assert len(slack.called("users.list")) == 2
    assert len(slack.called("conversations.members")) == 3

"""Where something was said in Slack: who reads there now, what a message says; in doubt the door is shut."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime

import pytest

from bot.chat import Message, Place, PlaceKind, Who
from bot.slack.send import SlackMessenger
from tests.doubles.slack_api import Channel, Said, SlackApi
from tests.doubles.slack_door import NOW, settings_for

OPEN: Said = {"is_channel": True, "is_private": False}
CLOSED: Said = {"is_channel": True, "is_private": True}


class WithMessages(SlackApi):
    """A Slack that also tells of single messages and of addresses."""

    def _methods(self) -> Mapping[str, Callable[[Said], Said | str]]:
        told: Said = {"text": "They froze &lt;all&gt; hiring", "user": "U2", "ts": "1795550000.000100"}
        sam: Said = {"user": {"id": "U2", "real_name": "Sam Lee", "tz": "America/New_York"}}
        return {
            **super()._methods(),
            "reactions.get": lambda asked: {"message": told} if asked["channel"] == "C1" else "channel_not_found",
            "chat.getPermalink": lambda asked: {"permalink": f"https://t.slack.com/{asked['message_ts']}"},
            "users.lookupByEmail": lambda asked: sam if asked["email"] == "sam@t.example" else "users_not_found",
        }


@pytest.fixture
async def slack() -> AsyncIterator[SlackApi]:
    """A workspace of two colleagues, a guest, an open, a closed and a shared-with-nobody channel."""
    async with WithMessages() as api:
        api.users = {"U1": {"id": "U1"}, "U2": {"id": "U2"}, "U3": {"id": "U3", "is_restricted": True}}
        api.channels = {
            "C1": Channel("C1", ["U1", "U3"], OPEN),
            "C2": Channel("C2", ["U1"], CLOSED),
            "C3": Channel("C3", ["U1"], {}),
        }
        yield api


@pytest.mark.parametrize(
    ("channel", "person", "reads"),
    [
        ("C1", None, True),
        ("C1", "U2", True),
        ("C1", "U3", True),  # a guest who is in it
        ("C1", "U9", False),  # nobody of ours
        ("C2", None, False),
        ("C2", "U1", True),
        ("C2", "U2", False),
        ("C3", None, False),  # Slack does not say what it is
        ("C3", "U1", True),
        ("C9", "U1", False),  # Slack does not know it
        ("U1", "U1", True),
        ("U1", "U2", False),
    ],
)
async def test_who_reads(messenger: SlackMessenger, channel: str, person: str | None, *, reads: bool):
    """An open channel is for every member of the team, any other for those who are in it."""
    assert await messenger.reads(Place("slack", "T1", channel), person) is reads


async def test_a_guest_reads_no_channel_they_are_not_in(messenger: SlackMessenger, slack: SlackApi):
    """Not even an open one."""
    slack.channels["C1"].members = ["U1"]
    assert not await messenger.reads(Place("slack", "T1", "C1"), "U3")


async def test_when_slack_is_silent_nobody_reads(slack: SlackApi):
    """What cannot be checked is not shown."""
    slack.bad_day("conversations.info", "not_in_channel", times=5)
    slack.bad_day("conversations.members", "not_in_channel", times=5)
    quick = SlackMessenger(settings_for(slack.url), lambda: NOW)
    assert not await quick.reads(Place("slack", "T1", "C1", PlaceKind.CHANNEL), "U1")
    await quick.close()


@pytest.mark.parametrize(
    ("flags", "kind"),
    [
        (OPEN, PlaceKind.CHANNEL),
        (CLOSED, PlaceKind.PRIVATE),
        ({"is_mpim": True, "is_private": True}, PlaceKind.GROUP),
        ({"is_im": True}, PlaceKind.DIRECT),
        ({}, PlaceKind.UNKNOWN),
    ],
)
async def test_what_kind_of_place_it_is(messenger: SlackMessenger, slack: SlackApi, flags: Said, kind: PlaceKind):
    """Slack tells where a mention or a reaction left it open."""
    slack.channels["C1"] = Channel("C1", ["U1"], flags)
    assert (await messenger.where(Place("slack", "T1", "C1"))).kind is kind


async def test_one_message_is_fetched_without_any_history(messenger: SlackMessenger, slack: SlackApi):
    """Its words without Slack's markup, its author, its moment, and the address that opens it."""
    message = Message(Place("slack", "T1", "C1"), "1795550000.000100")
    said = await messenger.quote(message)
    assert said
    assert (said.text, said.author) == ("They froze <all> hiring", "U2")
    assert said.at == datetime.fromtimestamp(1795550000.0001, UTC)
    assert await messenger.link(message) == "https://t.slack.com/1795550000.000100"
    assert not slack.called("conversations.history")


async def test_a_colleague_is_found_by_their_address(messenger: SlackMessenger):
    """With name and time zone."""
    assert await messenger.colleague("T1", "sam@t.example") == Who("U2", "Sam Lee", "America/New_York")

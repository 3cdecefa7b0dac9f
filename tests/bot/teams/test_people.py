"""Who can read a place, who somebody is, and what they may choose from."""

import json
from typing import Any

import pytest

from bot.cards import Card, ChannelInput, Form, PersonInput, text
from bot.chat import Audience, Interaction, Place, PlaceKind, Who
from bot.errors import MessengerError
from bot.store import Reach, Store
from bot.teams.send import TeamsMessenger
from tests.doubles import teams_activities as asked
from tests.doubles.teams_door import NOW
from tests.doubles.teams_server import TENANT, TeamsServer, Trouble

DANA = asked.DANA["aadObjectId"]
DIRECT = Place("teams", TENANT, asked.DIRECT, PlaceKind.DIRECT)
CHANNEL = Place("teams", TENANT, asked.CHANNEL, PlaceKind.CHANNEL, "100")
CHAT = Place("teams", TENANT, asked.CHAT, PlaceKind.GROUP)
HELLO = Card("Hello", (text("Hello Dana"),))


def did(place: Place = DIRECT, **more: Any) -> Interaction:
    return Interaction(TENANT, Who(DANA, "Dana Cho", "Europe/London"), place, "more", "", "k", NOW, **more)


@pytest.fixture(autouse=True)
async def known(store: Store, teams: TeamsServer) -> None:
    """What deliveries have taught: the conversations, the team of the channel, and Dana."""
    service = teams.service
    for reach in (
        Reach(TENANT, asked.DIRECT, service, "direct"),
        Reach(TENANT, asked.CHANNEL, service, "channel", circle=asked.GENERAL),
        Reach(TENANT, asked.CHAT, service, "group"),
        Reach(TENANT, f"team:{asked.GENERAL}", service, "team", "Sales", circle=asked.GENERAL),
        Reach(TENANT, DANA, service, "person", "Dana Cho", "29:dana", asked.DIRECT, zone="Europe/London"),
    ):
        await store.reaches.keep([reach], NOW)


ROSTERS: dict[str, tuple[list[dict[str, Any]], Audience]] = {
    "colleagues": ([asked.member(asked.DANA), asked.member(asked.SAM)], Audience.TEAM),
    "a guest": ([asked.member(asked.DANA), asked.member(asked.SAM, "guest")], Audience.STRANGERS),
    "somebody who is not signed in": ([asked.member(asked.SAM, "anonymous")], Audience.STRANGERS),
    "another company": ([asked.member(asked.DANA), asked.member(asked.SAM, tenant="b" * 36)], Audience.STRANGERS),
    "nobody said": ([asked.DANA], Audience.UNKNOWN),
    "nobody": ([], Audience.UNKNOWN),
}


@pytest.mark.parametrize("case", ROSTERS)
async def test_who_can_read_is_what_the_roster_says(teams: TeamsServer, messenger: TeamsMessenger, case: str):
    """Guests and other companies are strangers; what is not told is unknown; it is asked once in a while."""
    teams.members[asked.GENERAL], expected = ROSTERS[case]
    assert await messenger.audience(CHANNEL) is expected
    assert await messenger.audience(CHANNEL) is expected
    assert len(teams.calls) == 1
    assert await messenger.audience(DIRECT) is Audience.TEAM


async def test_shared_channels_and_silence_are_not_the_team(
    teams: TeamsServer, messenger: TeamsMessenger, store: Store
):
    """A shared channel has strangers; where Teams does not answer, or we never were, nobody knows."""
    await store.reaches.keep([Reach(TENANT, "19:shared@thread.tacv2", teams.service, "shared")], NOW)
    assert await messenger.audience(Place("teams", TENANT, "19:shared@thread.tacv2")) is Audience.STRANGERS
    assert await messenger.audience(Place("teams", TENANT, "19:other@thread.tacv2")) is Audience.UNKNOWN
    teams.trouble = [Trouble(403)]
    assert await messenger.audience(CHAT) is Audience.UNKNOWN


async def test_a_person_is_who_they_said_they_are(teams: TeamsServer, messenger: TeamsMessenger):
    """Name and zone are known from their own messages; who left the tenant is gone."""
    teams.members[asked.DIRECT] = [asked.member(asked.DANA)]
    assert await messenger.person(TENANT, Who(DANA)) == Who(DANA, "Dana Cho", "Europe/London")
    assert await messenger.person(TENANT, Who("nobody")) == Who("nobody")


async def test_who_has_left_is_known_to_have(teams: TeamsServer, messenger: TeamsMessenger):
    """Their chat no longer has them."""
    teams.members[asked.DIRECT] = []
    assert (await messenger.person(TENANT, Who(DANA))).gone


async def test_only_channels_of_their_own_teams_can_be_chosen(teams: TeamsServer, messenger: TeamsMessenger):
    """Nobody learns of a team they are not in, nor of its private channels."""
    teams.members[asked.GENERAL] = [asked.member(asked.DANA), asked.member(asked.SAM)]
    teams.channels[asked.GENERAL] = [
        {"id": asked.GENERAL},
        {"id": asked.CHANNEL, "name": "Deals", "type": "standard"},
        {"id": "19:p@thread.tacv2", "name": "Board", "type": "private"},
    ]
    form = Form("Share", "share_to", (ChannelInput("channel", "Channel"), PersonInput("who", "Who?")), "Share", "b1")
    await messenger.open_form(did(CHANNEL), form)
    sent = json.dumps(teams.posted()[0].body)
    assert "Sales: Deals" in sent
    assert "Sales: General" in sent
    assert "Sam Lee" in sent
    assert "Board" not in sent

    teams.members[asked.GENERAL] = [asked.member(asked.SAM)]
    other = Interaction(TENANT, Who("stranger"), DIRECT, "share", "", "k2", NOW)
    await messenger.open_form(other, form)


async def test_a_channel_is_found_by_its_name(teams: TeamsServer, messenger: TeamsMessenger):
    """As it is typed behind a #, with or without its team; not where they are no member, nor where Teams is silent."""
    teams.members[asked.GENERAL] = [asked.member(asked.DANA)]
    teams.channels[asked.GENERAL] = [
        {"id": asked.GENERAL},
        {"id": "19:new@thread.tacv2", "name": "Sales Managers (EMEA)"},
        {"id": "19:p@thread.tacv2", "name": "Board", "type": "private"},
    ]
    found = [("Sales: Sales Managers (EMEA)", "19:new@thread.tacv2")]
    for name in ("sales-managers-emea", "Sales: Sales Managers (EMEA)", "sales_managers_EMEA"):
        assert await messenger.channels(did(), name) == found
    assert await messenger.channels(did(), "general") == [("Sales: General", asked.GENERAL)]
    assert await messenger.channels(did(), "board") == []
    assert await messenger.audience(Place("teams", TENANT, "19:new@thread.tacv2")) is Audience.TEAM
    other = Interaction(TENANT, Who("stranger"), DIRECT, "digest", "", "k2", NOW)
    assert await messenger.channels(other, "general") == []


async def test_teams_does_not_tell_its_channels(teams: TeamsServer, messenger: TeamsMessenger):
    """Then none is known by name."""
    teams.members[asked.GENERAL] = [asked.member(asked.DANA)]
    await messenger.audience(CHANNEL)
    teams.trouble = [Trouble(403)]
    assert await messenger.channels(did(), "general") == []


async def test_a_form_too_large_is_refused(messenger: TeamsMessenger):
    """A mistake of ours, said before Teams says it."""
    with pytest.raises(MessengerError):
        await messenger.open_form(did(), Form("t", "a", (), hidden="x" * 10_000))

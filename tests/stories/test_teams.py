"""Warmup in Teams, from the first mention to the follow-up that comes by itself: everything behind it is real."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.app import DIALOGS, App
from bot.research import Research
from bot.services import Services, Suppliers
from bot.shared import Shared
from bot.store import Store
from bot.teams.listen import TeamsListener
from bot.teams.send import TeamsMessenger
from bot.web import application
from handlers import ROUTES
from tests import examples
from tests.doubles import teams_activities as asked
from tests.doubles.slack_door import FakeReception
from tests.doubles.teams_door import TeamsDoor, settings_for
from tests.doubles.teams_server import TeamsServer
from tests.fakes import good_book
from tests.stories.in_teams import InTeams


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[InTeams]:
    """Sales in Teams: Dana and Sam, both of the company."""
    async with TeamsServer() as teams, AsyncExitStack() as stack:
        teams.members[asked.GENERAL] = [asked.member(asked.DANA), asked.member(asked.SAM)]
        teams.members[asked.DIRECT] = [asked.member(asked.DANA)]
        teams.channels[asked.GENERAL] = [{"id": asked.GENERAL}, {"id": asked.CHANNEL, "name": "Deals"}]
        settings = settings_for(teams, database_url=f"sqlite:///{tmp_path / 'w.sqlite3'}", warmup_deadline=2.0)
        store, shared = await Store.open(settings.database_url), await Shared.open(None)
        await store.upgrade()
        scene = InTeams(teams)

        def clock() -> Any:
            return examples.NOW + scene.moved

        research = Research(shared, clock, None)
        services = Services(settings, store, shared, Suppliers((), good_book()), research, clock)
        messenger = TeamsMessenger(settings, store.reaches, clock, DIALOGS, edits=timedelta(0))
        for close in (store.close, shared.close, research.close, messenger.close):
            stack.push_async_callback(close)
        scene.app = App(services, {"teams": messenger})
        listener = TeamsListener(settings, scene.app.router, messenger, clock, ROUTES)
        stack.push_async_callback(listener.close)
        await stack.enter_async_context(scene.app.running())
        web = application(listener.routes(), scene.app.health)
        client = await stack.enter_async_context(TestClient(TestServer(web, host="127.0.0.1")))
        scene.door = TeamsDoor(client, teams, FakeReception())
        yield scene


async def test_a_mention_in_a_channel_is_briefed_in_its_thread(team: InTeams):
    """The brief stands in the thread where it was asked: one message, which warms up."""
    screen = await team.says("Jane Doe at Acme", "channel")
    assert "Jane Doe" in screen
    assert "3 keys" in screen
    assert len(team.teams.shown) == 1
    [(conversation, _)] = team.teams.shown
    assert conversation.startswith(f"{asked.CHANNEL};messageid=")


async def test_a_digest_in_a_channel_that_is_named(team: InTeams):
    """“in #deals” is the open channel Deals of a team they are in; there it comes at its time."""
    await team.says("hello", "channel")
    screen = await team.says("digest at 08:30 weekdays in #deals")
    assert "Digest in #deals" in screen
    assert {where.partition(";")[0] for where, _ in team.teams.shown} >= {asked.CHANNEL, asked.DIRECT}
    await team.waits(timedelta(hours=24))
    [where] = [where for (where, _), shown in team.teams.shown.items() if "No calls were logged" in str(shown)]
    assert where.startswith(asked.CHANNEL)


async def test_a_channel_nobody_can_tell(team: InTeams):
    """An ambiguous name, or that of a private channel: one sentence, and nothing is planned."""
    names = {"19:1@thread.tacv2": "Deals", "19:2@thread.tacv2": "deals"}
    there = [{"id": id_, "name": name} for id_, name in names.items()]
    team.teams.channels[asked.GENERAL] = [*there, {"id": "19:p", "name": "Board", "type": "private"}]
    await team.says("hello", "channel")
    screen = await team.says("digest at 08:30 in #deals")
    assert "There are several channels #deals (Sales: Deals, Sales: deals)" in screen
    screen = await team.says("digest at 08:30 in #board")
    assert "I do not know a channel #board from here: is it private, or am I not in its team?" in screen
    assert await team.app.services.store.jobs.next_at() is None


async def test_where_a_guest_reads_it_comes_directly(team: InTeams):
    """Strangers in the channel: the brief is sent to the asker alone, and they are told why (law 9)."""
    team.teams.members[asked.GENERAL] = [asked.member(asked.DANA), asked.member(asked.SAM, "guest")]
    await team.says("hello", "personal")
    await team.says("Jane Doe at Acme", "channel")
    where = {conversation for (conversation, _), shown in team.teams.shown.items() if "3 keys" in str(shown)}
    assert where == {asked.DIRECT}
    private = [call for call in team.teams.posted() if call.query]
    assert "directly" in str([call.body for call in private])


async def test_a_call_is_logged_and_its_follow_up_comes_by_itself(team: InTeams):
    """A press on the brief, an answer beneath it, and the promise arrives when it is due, in the same place."""
    await team.says("Jane Doe at Acme")
    answer = await team.presses("Tomorrow")
    assert answer["statusCode"] == 200
    before = len(team.teams.shown)
    screen = await team.waits(timedelta(days=1, hours=12))
    assert len(team.teams.shown) > before
    assert "Snooze" in screen
    await team.presses("Done")
    assert "Done" in team.teams.screen


async def test_a_date_is_picked_in_a_dialog(team: InTeams):
    """*Pick a date* in the menu of a brief opens a dialog, as every form does, and the promise stands in the chat."""
    await team.says("Jane Doe at Acme", "channel")
    dialog = await team.presses("Pick a date", "channel")
    assert dialog["task"]["value"]["title"] == "Remind me"
    filled = {"at__day": "2026-12-01", "at__time": "10:00", "what": "send pricing"}
    await team.delivers(asked.submits(team.teams.service, dialog, "channel", **filled))
    assert "Tuesday 1 December 2026, 10:00 am" in team.teams.screen
    assert not [call for call in team.teams.posted() if call.query], "nothing came as a private message"


async def test_a_brief_is_shared_by_a_dialog(team: InTeams):
    """*Share* opens a dialog with the channels of their own teams, and the brief appears in the one chosen."""
    await team.says("hi", "channel")
    await team.says("Jane Doe at Acme")
    dialog = await team.presses("Share")
    assert dialog["task"]["type"] == "continue"
    assert "Sales: Deals" in str(dialog)
    answer = await team.delivers(asked.submits(team.teams.service, dialog, channel=asked.CHANNEL))
    assert answer["task"]["type"] == "message"
    assert [
        key for key, shown in team.teams.shown.items() if key[0].startswith(asked.CHANNEL) and "3 keys" in str(shown)
    ]


async def test_help_says_what_can_be_typed_in_teams(team: InTeams):
    """No line of it, and no mistake, offers Slack's command; what it offers instead works, in a chat as well."""
    await team.says("help")
    await team.says("remind Jane Doe at Acme")
    assert "/warmup" not in team.teams.screen
    assert "@Warmup remind Jane Doe at Acme in 3 days to send pricing" in team.teams.screen
    team.teams.shown.clear()
    await team.says("@Warmup remind Jane Doe at Acme in 3 days to send pricing")
    assert "Friday 27 November 2026" in team.teams.screen


async def test_a_mistake_is_answered_to_them_alone(team: InTeams):
    """What cannot be understood is a sentence, in a channel as a private message, and no placeholder is left."""
    screen = await team.says("remind Jane Doe at Acme", "channel")
    assert "When" in screen
    assert [call.query for call in team.teams.posted()] == [{"isTargetedActivity": "true"}]
    assert len(team.teams.shown) == 1


async def test_an_installation_is_welcomed_once(team: InTeams):
    """Both events of one installation make one welcome."""
    for event in asked.installed(team.teams.service):
        await team.delivers(event)
    assert len(team.teams.shown) == 1


async def test_a_button_changes_the_card_it_stands_on(team: InTeams):
    """*Cancel* on a promise: its answer is the new card, and everybody else's card changes as well."""
    await team.says("Jane Doe at Acme", "channel")
    await team.presses("Tomorrow", "channel")
    answer = await team.presses("Cancel", "channel")
    assert answer["type"] == "application/vnd.microsoft.card.adaptive"
    assert "Cancelled" in str(answer["value"])
    assert "Cancelled" in await team.sees("Cancelled")


async def test_a_promise_is_handed_over_to_a_colleague_by_name(team: InTeams):
    """The dialog offers the colleagues of her groups; who has never talked to Warmup is named all the same."""
    await team.says("hello", "channel")
    await team.says("remind Jane Doe at Acme in 2 days to send pricing")
    dialog = await team.presses("Hand over")
    await team.delivers(asked.submits(team.teams.service, dialog, who=asked.SAM["aadObjectId"]))
    assert "Sam Lee keeps it from now on." in team.teams.screen


async def test_a_saved_message_is_in_the_next_brief_for_those_who_could_read_it(team: InTeams):
    """*Save as intel* opens a dialog; what is kept stands in the next brief in that channel."""
    saved = await _saves(team, "<p>Acme froze hiring until March</p>")
    assert saved["task"]["type"] == "message"
    await team.says("Jane Doe at Acme", "channel")
    await team.presses("More", "channel")
    assert "froze hiring" in await team.sees("froze hiring")


async def test_what_a_channel_heard_stays_in_it(team: InTeams):
    """In direct messages its members have it and others have not; shared into another channel it is left out."""
    team.teams.members[asked.GENERAL] = [asked.member(asked.DANA)]
    await _saves(team, "<p>Acme froze hiring until March</p>")
    chat, ann = asked.conversation("personal") | {"id": "a:ann"}, {"id": "29:ann", "name": "Ann Ray"}
    said = asked.says(team.teams.service, "Jane Doe at Acme") | {"from": ann, "conversation": chat}
    await team.delivers(said)
    await team.presses("More")
    assert "What we did with them" in await team.sees("What we did with them")
    assert "froze hiring" not in team.teams.screen

    await team.says("Jane Doe at Acme")
    dialog = await team.presses("Share")
    await team.delivers(asked.submits(team.teams.service, dialog, channel="19:other@thread.tacv2"))
    await team.presses("More")
    await team.sees("froze hiring")
    where = {conversation for (conversation, _), shown in team.teams.shown.items() if "froze hiring" in str(shown)}
    assert where == {asked.DIRECT}


async def _saves(team: InTeams, content: str) -> Any:
    """Dana saves a message of Sam's in the channel, about Acme; what Teams is told at the end."""
    dialog = await team.delivers(asked.chooses(team.teams.service, content))
    assert dialog["task"]["value"]["title"] == "Save as intel"
    card = dialog["task"]["value"]["card"]["content"]
    filled = {one["id"]: one.get("value", "") for one in card["body"] if one["type"].startswith("Input.")}
    words, name = filled | {"about": "Acme"}, "composeExtension/submitAction"
    return await team.delivers(asked.submits(team.teams.service, dialog, "channel", name, **words))


async def test_where_warmup_may_not_write_it_says_how_to_add_it_in_teams(team: InTeams):
    """The brief comes directly, and the way in is told in Teams' words, not in another platform's."""
    await team.says("hi")
    team.teams.refused[f"{asked.CHANNEL};messageid=7777"] = "BotNotInConversationRoster"
    said = asked.says(team.teams.service, "Jane Doe at Acme", "channel")
    await team.delivers(said | {"conversation": asked.conversation("channel", "7777")})
    screen = await team.sees("Add to a team")
    assert "Add to a team" in screen
    assert "/invite" not in screen
    assert "3 keys" in screen

"""One company in Slack and in Teams at once: both front doors, both renderers and both messengers of one Warmup."""

import re
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import DIALOGS, App
from bot.research import Research
from bot.services import Services, Suppliers
from bot.settings import Settings
from bot.shared import Shared
from bot.slack.listen import PATH, Listener
from bot.slack.pace import Pace
from bot.slack.send import SlackMessenger
from bot.store import Store
from bot.teams.listen import TeamsListener
from bot.teams.send import TeamsMessenger
from bot.web import application
from handlers import ROUTES
from tests import examples
from tests.doubles import slack_requests as slack_asked
from tests.doubles import teams_activities as teams_asked
from tests.doubles.slack_api import Channel, Said, SlackApi
from tests.doubles.slack_door import FakeReception
from tests.doubles.slack_rules import words_shown
from tests.doubles.slack_team import buttons, label_of
from tests.doubles.teams_door import TeamsDoor, settings_for
from tests.doubles.teams_server import TeamsServer
from tests.fakes import good_book
from tests.stories.in_teams import InTeams

WORKSPACE = "T1"
EMAIL = "dana@northwind.example"
PEOPLE = {"U1": ("Dana Cho", EMAIL, True), "U2": ("Sam Lee", "sam@northwind.example", False)}
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass
class BothPlatforms:
    """Dana, an admin of both, and Sam, of neither; `in_teams` has Teams' side, and the clock of all."""

    slack: SlackApi
    in_teams: InTeams
    client: "TestClient[web.Request, web.Application]" = field(init=False)
    numbers: int = 0

    @property
    def teams(self) -> TeamsServer:
        """Teams' own side."""
        return self.in_teams.teams

    @property
    def now(self) -> datetime:
        """The moment it is for everybody."""
        return examples.NOW + self.in_teams.moved

    # ── In Slack ──

    async def says_in_slack(self, words: str, who: str = "U1", channel: str = "direct") -> str:
        """Somebody writes to Warmup, or mentions it in a channel; what Slack shows there afterwards."""
        self.numbers += 1
        where = f"D{who}" if channel == "direct" else channel
        ts = f"{1_790_000_000 + self.numbers}.000100"
        if channel == "direct":
            said = slack_asked.direct(words, user=who, channel=where, ts=ts)
        else:
            said = slack_asked.mention(f"<@U0BOT> {words}", user=who, channel=where, ts=ts)
        await self.delivers(slack_asked.event(said, f"Ev{self.numbers}"))
        return self.reads_in_slack(where)

    async def presses_in_slack(self, label: str, channel: str = "DU1") -> str:
        """Dana presses the newest button whose label begins so."""
        self.numbers += 1
        for said in reversed(self.slack.texts(channel)):
            for button in buttons(said):
                if label_of(button).startswith(label):
                    thread = {"thread_ts": said["thread_ts"]} if said.get("thread_ts") else {}
                    action = {"action_id": button["action_id"], "type": "button", "value": button.get("value", "")}
                    press = slack_asked.press(
                        str(button["action_id"]),
                        channel={"id": channel, "name": "directmessage" if channel[0] == "D" else "sales"},
                        message={"ts": said["ts"], **thread},
                        actions=[action],
                        trigger_id=f"pressed.{self.numbers}",
                        response_url=self.slack.reply_url(f"pressed{self.numbers}"),
                    )
                    await self.delivers(press)
                    return self.reads_in_slack(channel)
        raise AssertionError(f"no button {label!r} in Slack:\n{self.reads_in_slack(channel)}")

    async def delivers(self, body: str) -> None:
        """Deliver as Slack does, and wait until all is done."""
        kind = slack_asked.JSON if body.startswith("{") else slack_asked.FORM
        headers = slack_asked.signed(body, self.now, kind)
        async with self.client.post(PATH, data=body.encode(), headers=headers) as answer:
            assert answer.status == 200, answer.status
        await self.in_teams.settled()

    def reads_in_slack(self, channel: str = "DU1") -> str:
        """Every word that stands in a conversation of Slack's."""
        return "\n".join(words_shown(self.slack.blocks(said)) for said in self.slack.texts(channel))

    # ── In Teams ──

    async def says_in_teams(self, words: str, where: str = "personal", who: Any = teams_asked.DANA) -> str:
        """Somebody writes to Warmup in Teams; everything that can be read there afterwards."""
        said = teams_asked.says(self.teams.service, words, where) | {"from": dict(who)}
        if where == "personal":
            said["conversation"] = teams_asked.conversation(where) | {"id": direct_of(who)}
        await self.in_teams.delivers(said)
        return self.teams.screen

    def clear(self) -> None:
        """Look at what comes from now on."""
        self.slack.messages.clear()
        self.teams.shown.clear()

    # ── Together ──

    async def waits(self, by: timedelta) -> None:
        """Let time pass, and what is due be done."""
        await self.in_teams.waits(by)

    async def code(self) -> str:
        """An admin of the workspace makes a code in Slack."""
        return CODE.findall(await self.says_in_slack("connect teams"))[-1]

    async def link(self) -> None:
        """An admin of each does their part."""
        assert "you are one team" in await self.says_in_teams(f"connect slack {await self.code()}")

    async def one_rep(self) -> None:
        """Dana says on both that she is she."""
        await self.says_in_slack("followups")
        await self.says_in_teams("followups")
        if "That's me" in self.reads_in_slack():  # asked first is who was met last
            await self.presses_in_slack("That's me")
            await self.in_teams.presses("That's me")
        else:
            await self.in_teams.presses("That's me")
            await self.presses_in_slack("That's me")


def direct_of(who: Any) -> str:
    """Somebody's own conversation with Warmup in Teams."""
    return f"a:{who['name'].split()[0].lower()}"


@asynccontextmanager
async def both_platforms(folder: Path) -> AsyncGenerator[BothPlatforms]:
    """Warmup, running, between a Slack and a Teams that behave."""
    async with SlackApi() as slack, TeamsServer() as teams, AsyncExitStack() as stack:
        _people_in(slack, teams)
        known = {"slack_bot_token": "xoxb-test", "slack_signing_secret": slack_asked.SECRET, "slack_api_url": slack.url}
        where = {"database_url": f"sqlite:///{folder / 'w.sqlite3'}", "warmup_deadline": 2.0, "warmup_admins": EMAIL}
        settings = settings_for(teams, **known, **where)
        scene = BothPlatforms(slack, InTeams(teams))
        services = await _services(settings, lambda: scene.now, stack)
        to_slack = SlackMessenger(settings, services.now, pace=Pace(timedelta(0)), settle=timedelta(0))
        to_teams = TeamsMessenger(settings, services.store.reaches, services.now, DIALOGS, edits=timedelta(0))
        for messenger in (to_slack, to_teams):
            stack.push_async_callback(messenger.close)
        app = scene.in_teams.app = App(services, {"slack": to_slack, "teams": to_teams})
        doors = (
            Listener(settings, app.router, services.now),
            TeamsListener(settings, app.router, to_teams, services.now, ROUTES),
        )
        for door in doors:
            stack.push_async_callback(door.close)
        await stack.enter_async_context(app.running())
        served = application([route for door in doors for route in door.routes()], app.health)
        scene.client = await stack.enter_async_context(TestClient(TestServer(served, host="127.0.0.1")))
        scene.in_teams.door = TeamsDoor(scene.client, teams, FakeReception())
        yield scene


def _people_in(slack: SlackApi, teams: TeamsServer) -> None:
    for id_, (name, email, admin) in PEOPLE.items():
        told: Said = {"id": id_, "team_id": WORKSPACE, "real_name": name, "tz": "America/New_York"}
        vouched: Said = {"profile": {"email": email}, "is_email_confirmed": True, "is_admin": admin}
        slack.users[id_] = told | vouched
        slack.channels[f"D{id_}"] = Channel(f"D{id_}", [id_, "U0BOT"], {"is_im": True})
    slack.users["U0BOT"] = {"id": "U0BOT", "team_id": WORKSPACE, "is_bot": True}
    slack.channels["C1"] = Channel("C1", ["U1", "U2", "U0BOT"])
    everybody = [
        teams_asked.member(who) | {"userPrincipalName": email, "email": email}
        for who, (_, email, _) in zip((teams_asked.DANA, teams_asked.SAM), PEOPLE.values(), strict=True)
    ]
    teams.members = {direct_of(one): [one] for one in everybody} | {teams_asked.GENERAL: everybody}
    teams.channels[teams_asked.GENERAL] = [{"id": teams_asked.GENERAL}, {"id": teams_asked.CHANNEL, "name": "Deals"}]


async def _services(settings: Settings, clock: Any, stack: AsyncExitStack) -> Services:
    store, shared = await Store.open(settings.database_url), await Shared.open(None)
    await store.upgrade()
    research = Research(shared, clock, None)
    for close in (store.close, shared.close, research.close):
        stack.push_async_callback(close)
    return Services(settings, store, shared, Suppliers((), good_book()), research, clock)

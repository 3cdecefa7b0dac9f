"""One company on two platforms: the real router, handlers and store between two screens."""

import re
from dataclasses import dataclass, field, replace

from bot.chat import Interaction, Message, Place, PlaceKind, Standing, Who
from tests import examples
from tests.fakes import FakeMessenger, good_book, interaction
from tests.stories.conftest import Desk, DeskMaker

WORKSPACE, TENANT = "T1", "aaaa-tenant"
TEAMS_OF = {"slack": WORKSPACE, "teams": TENANT}
DANA = {"slack": "U1", "teams": "dddd-dana"}  # one woman
SAM = {"slack": "U2", "teams": "dddd-sam"}
EMAIL = "dana@northwind.example"


@dataclass(slots=True)
class TwoRooms:
    """Dana, an admin of both, and Sam, of neither; each in #sales and in a conversation with Warmup, on both."""

    desk: Desk
    slack: FakeMessenger
    teams: FakeMessenger
    tenants: dict[str, str] = field(default_factory=lambda: dict(TEAMS_OF))

    def place(self, platform: str, channel: str, who: str) -> Place:
        """A conversation, named as its platform names it."""
        if channel == "direct":
            return Place(platform, self.tenants[platform], f"direct:{who}", PlaceKind.DIRECT)
        kind = PlaceKind.PRIVATE if channel.startswith("G") else PlaceKind.CHANNEL
        return Place(platform, self.tenants[platform], f"{channel}-{platform}", kind)

    def screen(self, platform: str) -> FakeMessenger:
        """What is shown on a platform."""
        return self.slack if platform == "slack" else self.teams

    async def says(self, platform: str, words: str, who: str = "", channel: str = "direct", **slots: object) -> str:
        """Somebody (Dana, unless said otherwise) says something; what their platform shows then, whispers too."""
        who = who or DANA[platform]
        place = self.place(platform, channel, who)
        asked = interaction(words, f"{platform}:{next(self.desk.numbers)}", team=place.team, place=place, who=Who(who))
        await self.does(replace(asked, at=self.desk.clock.moment, **slots))
        return self.read(platform)

    async def presses(self, platform: str, label: str, who: str = "") -> str:
        """Somebody presses the newest button of this label there."""
        who = who or DANA[platform]
        message, action, value = self.screen(platform).button(label)
        return await self.does_there(platform, message, action, value, who)

    async def does_there(self, platform: str, message: Message, action: str, value: str, who: str) -> str:
        """A press, as the platform tells it."""
        key = f"{platform}:{next(self.desk.numbers)}"
        slots = {"team": message.place.team, "place": message.place, "who": Who(who), "action": action}
        await self.does(interaction(value, key, message=message, **slots))
        return self.read(platform)

    async def does(self, asked: Interaction) -> None:
        """Deliver, and wait until all is done."""
        self.desk.app.services.linking.stale()
        await self.desk.does(asked)

    def read(self, platform: str) -> str:
        """Everything that can be read on a platform."""
        there = self.screen(platform)
        return "\n".join([there.screen, *there.whispers])

    async def code(self, platform: str = "slack") -> str:
        """An admin makes a code."""
        other = "teams" if platform == "slack" else "slack"
        said = await self.says(platform, f"connect {other}")
        return re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", said)[-1]

    async def link(self) -> None:
        """Both admins do their part."""
        code = await self.code()
        assert "you are one team" in await self.says("teams", f"connect slack {code}")

    async def one_rep(self) -> None:
        """Dana, who has done something on both by now, says on both that she is she."""
        for platform in self.asked_in_turn():
            await self.presses(platform, "That's me")

    def asked_in_turn(self) -> tuple[str, str]:
        """Where Dana is asked first whether she is she (where she was met last), and where then."""
        return ("teams", "slack") if "Are you also" in self.teams.screen else ("slack", "teams")

    async def promised(self) -> tuple[str, str]:
        """What `followups` lists for Dana, in Slack and in Teams."""
        listed: list[str] = []
        for there in (self.slack, self.teams):
            there.shown.clear()
            await self.says(there.platform, "followups")
            listed.append(", ".join(what for what in ("send pricing", "call back") if what in there.screen))
        return listed[0], listed[1]

    def clear(self) -> None:
        """Look at what comes from now on."""
        for one in (self.slack, self.teams):
            one.whispers.clear()


async def two_rooms(sit: DeskMaker) -> TwoRooms:
    """A company that has both."""
    slack, teams = FakeMessenger("slack"), FakeMessenger("teams")
    for there in (slack, teams):
        name = there.platform
        there.names = {DANA[name]: "Dana Cho", SAM[name]: "Sam Lee"}
        there.standings = {DANA[name]: Standing(DANA[name], EMAIL, member=True, admin=True)}
        there.zones = dict.fromkeys(there.names, "America/New_York")
    desk = await sit(good_book(), messengers={"slack": slack, "teams": teams})
    assert desk.clock.moment == examples.NOW
    return TwoRooms(desk, slack, teams)

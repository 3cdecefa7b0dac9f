"""Walls in a linked team: over random lives nobody reads on one platform what they could not read on the other."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat import Message, Place, PlaceKind, Standing
from bot.store import Code, NewJob, Persona, Tenant
from tests.examples import NOW
from tests.stories.conftest import DeskMaker
from tests.stories.two_rooms import TEAMS_OF, TwoRooms, two_rooms

PLATFORMS = ("slack", "teams")
PEOPLE = ("one", "two", "guest")  # "one" is one rep on both; "two" has two accounts; "guest" is no member of the tenant
OPEN, CLOSED = ("C1", "C2"), ("G1", "G2")
ASKS = ("list", "search", "all", "brief")

platform, person = st.sampled_from(PLATFORMS), st.sampled_from(PEOPLE)
moves = st.tuples(st.sampled_from(("join", "leave")), platform, st.sampled_from(CLOSED), person)
channel = st.sampled_from((*OPEN, *CLOSED, "direct"))
saves = st.tuples(st.just("save"), platform, channel, person)
asks = st.tuples(st.sampled_from(ASKS), platform, channel, person)
parts = st.tuples(st.sampled_from(("part", "unlink")), platform, channel, person)
Step = tuple[str, str, str, str]
lives = st.builds(
    lambda *those: [step for some in those for step in some],
    st.lists(moves, max_size=3),
    st.lists(saves, min_size=1, max_size=3),
    st.lists(st.one_of(asks, moves), max_size=2),
    st.lists(st.one_of(moves, parts), max_size=2),
    st.lists(asks, min_size=2, max_size=3),
)


def account(platform: str, who: str) -> str:
    """What a platform calls somebody."""
    return f"{platform}-{who}"


@dataclass(slots=True)
class World:
    """Who is where on each platform, and what was said where by whom."""

    rooms: TwoRooms
    linked: bool = True
    one: bool = True  # whether "one" is still one rep
    inside: dict[tuple[str, str], set[str]] = field(default_factory=dict[tuple[str, str], set[str]])
    said: dict[str, tuple[str, str, str]] = field(default_factory=dict[str, tuple[str, str, str]])

    def place(self, platform: str, channel: str, who: str) -> Place:
        kind = PlaceKind.PRIVATE if channel in CLOSED else PlaceKind.CHANNEL
        if channel == "direct":
            return Place(platform, TEAMS_OF[platform], f"direct:{account(platform, who)}", PlaceKind.DIRECT)
        return Place(platform, TEAMS_OF[platform], f"{channel}-{platform}", kind)

    def may(self, word: str, platform: str, who: str) -> bool:
        """Whether a reader on a platform could read at its source, now, by the account they have there."""
        there, channel, author = self.said[word]
        if there != platform and not self.linked:
            return False
        same_self = there == platform or (who == "one" and self.one)
        if who == author and (same_self or (who == "one" and not self.one)):
            return True  # their own words; after a parting they stay with one of the two accounts
        if channel in OPEN:
            return there == platform or who != "guest"
        return same_self and channel != "direct" and who in self.inside.get((there, channel), set())

    def is_in(self, platform: str, channel: str, who: str) -> bool:
        return channel not in CLOSED or who in self.inside.get((platform, channel), set())

    async def step(self, what: str, platform: str, channel: str, who: str) -> None:
        """One thing happens; whatever appears is held against who can read it where it appears."""
        store = self.rooms.desk.app.services.store
        match what:
            case "join":
                self.inside.setdefault((platform, channel), set()).add(who)
            case "leave":
                self.inside.setdefault((platform, channel), set()).discard(who)
            case "part" if self.linked and self.one:
                self.one = not await store.personas.part("T1", account("slack", "one"), NOW)
            case "unlink" if self.linked:
                self.linked = not await store.links.unlink("T1", NOW)
            case "save" if self.is_in(platform, channel, who):
                word = f"zebra{len(self.said)}"
                self.said[word] = (platform, channel, who)
                await self._does(platform, channel, who, f"Acme {word} security freeze", "intel", word)
            case _ if what in ASKS and self.is_in(platform, channel, who):
                await self._ask(what, platform, channel, who)
                self._hold()
            case _:
                pass
        for there in (self.rooms.slack, self.rooms.teams):
            there.shown.clear()
            there.whispers.clear()
            there.members = {
                f"{name}-{there.platform}": {
                    account(there.platform, one) for one in self.inside.get((there.platform, name), ())
                }
                for name in CLOSED
            }

    async def _does(self, platform: str, channel: str, who: str, text: str, action: str, told: str = "") -> None:
        self.rooms.desk.app.services.linking.changed()
        place, values = self.place(platform, channel, who), {"said_in": f"m{told}"} if told else {}
        await self.rooms.says(platform, text, account(platform, who), place=place, action=action, values=values)

    async def _ask(self, what: str, platform: str, channel: str, who: str) -> None:
        words = {
            "list": ("Acme", "intel"),
            "search": ("security freeze at Acme?", "intel"),
            "all": ("|acme", "intel_all"),
        }
        if what in words:
            await self._does(platform, channel, who, *words[what])
            return
        await self._does(platform, channel, who, "Jane Doe at Acme", "")
        key, shown = next(reversed(self.rooms.screen(platform).shown.items()))
        more = Message(shown.place, key)
        await self.rooms.does_there(platform, more, "more", shown.card.about, account(platform, who))

    def _hold(self) -> None:
        for screen in (self.rooms.slack, self.rooms.teams):
            for shown in screen.shown.values():
                for word in (word for word in self.said if f"{word} " in str(shown.card)):
                    for reader in self._readers(screen.platform, shown.place, word):
                        assert self.may(word, screen.platform, reader), f"{reader} reads {word} in {shown.place}"
            assert not any(word in whisper for word in self.said for whisper in screen.whispers)

    def _readers(self, platform: str, place: Place, word: str) -> set[str]:
        if place.kind is PlaceKind.DIRECT:
            return {place.channel.rpartition("-")[2]}
        name, source = place.channel.partition("-")[0], self.said[word]
        if source[:2] == (platform, name):
            return set()  # it was said in this very channel
        return set(self.inside.get((platform, name), set())) if name in CLOSED else {"one", "two"}


async def _lives(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            rooms = await two_rooms(DeskMaker(Path(folder), stack))
            for there in (rooms.slack, rooms.teams):
                ids = {who: account(there.platform, who) for who in PEOPLE}
                there.names = dict.fromkeys(ids.values(), "Dana Cho")
                there.standings = {id_: Standing(id_, None, member=who != "guest") for who, id_ in ids.items()}
            await _link(rooms)
            world = World(rooms)
            for one in steps:
                await world.step(*one)


async def _link(rooms: TwoRooms) -> None:
    """A linked team whose people have all been met, and of whom one is one rep."""
    store = rooms.desk.app.services.store
    await store.links.make(Code(Tenant("slack", "T1"), "d", "x", "X", "", NOW.replace(year=2030)))
    news = NewJob("other", "T1", "n", {}, NOW.replace(year=2030))
    await store.links.redeem(Tenant("teams", TEAMS_OF["teams"]), "d", "Y", NOW, lambda _: news)
    for there in PLATFORMS:
        for who in PEOPLE:
            await store.personas.meet(Persona("T1", there, account(there, who), who, "h" if who == "one" else ""), NOW)
    for there in PLATFORMS:
        await store.personas.say(Persona("T1", there, account(there, "one"), "one", "h"), "me", NOW)
    await rooms.desk.app.services.linking.refresh(now=True)
    assert rooms.desk.app.services.linking.is_one("teams", "T1", account("slack", "one"))


@pytest.mark.slow
@pytest.mark.timeout(3600)  # a loop without end still ends; a busy machine only takes longer
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(lives)
def test_nobody_reads_across_what_they_could_not_read_at_its_source(steps: list[Step]):
    """Lists, searches, *Show me all* and briefs on both platforms, while people move, part, and teams are unlinked."""
    asyncio.run(_lives(steps))

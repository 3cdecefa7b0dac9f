"""Walls: over random teams, channels, memberships and moves nobody reads what they could not read at its source."""

import asyncio
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.chat import Interaction, Message, Place, PlaceKind, Who
from tests.fakes import FakeMessenger, good_book, interaction
from tests.stories.conftest import Desk, DeskMaker

TEAMS = ("T1", "T2")
PEOPLE = ("U1", "U2", "U3")
OPEN, CLOSED = ("C1", "C2"), ("G1", "G2")
ASKS = ("list", "brief", "all", "search", "question")

person, team = st.sampled_from(PEOPLE), st.sampled_from(("T1", "T1", "T1", "T2"))
channel = st.sampled_from((*OPEN, *CLOSED, "direct"))
moves = st.one_of(
    st.tuples(st.sampled_from(("join", "leave")), team, st.sampled_from(CLOSED), person),
    st.tuples(st.just("close"), team, st.sampled_from(OPEN), person),
)
saves, asks = st.tuples(st.just("save"), team, channel, person), st.tuples(st.sampled_from(ASKS), team, channel, person)
Step = tuple[str, str, str, str]
lives = st.builds(
    lambda *parts: [step for part in parts for step in part],
    st.lists(moves, max_size=3),
    st.lists(saves, min_size=1, max_size=3),
    st.lists(st.one_of(asks, moves), max_size=2),
    st.lists(moves, min_size=1, max_size=2),
    st.lists(asks, min_size=2, max_size=3),
)


@dataclass(slots=True)
class World:
    """Who is where, and what was said where by whom: the truth that a reader is held against."""

    desk: Desk
    messengers: dict[str, FakeMessenger]
    inside: dict[tuple[str, str], set[str]] = field(default_factory=dict[tuple[str, str], set[str]])
    said: dict[str, tuple[str, str, str]] = field(default_factory=dict[str, tuple[str, str, str]])
    number: int = 0

    def place(self, team: str, channel: str, who: str) -> Place:
        """A conversation; everybody's own one is called the same in every team."""
        if channel == "direct":
            return Place(f"chat{team}", team, f"direct:{who}", PlaceKind.DIRECT)
        private = channel in CLOSED or (team, channel) in self.inside
        return Place(f"chat{team}", team, channel, PlaceKind.PRIVATE if private else PlaceKind.CHANNEL)

    def may(self, word: str, team: str, who: str) -> bool:
        """Whether somebody could read at its source now what holds this word; its author always may."""
        there, channel, author = self.said[word]
        if there != team:
            return False
        inside = self.inside.get((team, channel), set(PEOPLE) if channel in OPEN else set[str]())
        return who == author or (channel != "direct" and who in inside)

    async def does(self, team: str, place: Place, who: str, text: str, action: str = "", **slots: object) -> None:
        self.number += 1
        key = f"k{self.number}"
        asked: Interaction = interaction(text, key, team=team, place=place, who=Who(who), action=action, **slots)
        await self.desk.does(asked)

    async def step(self, what: str, team: str, channel: str, who: str) -> None:
        """One thing happens; whatever appears is held against who can read it where it appears."""
        inside = self.inside.setdefault((team, channel), set()) if what in {"join", "leave"} else set[str]()
        match what:
            case "join":
                inside.add(who)
            case "leave":
                inside.discard(who)
            case "close":
                self.inside.setdefault((team, channel), {who})
            case "save" if self._is_in(team, channel, who):
                await self._save(team, channel, who)
            case _ if what in ASKS and self._is_in(team, channel, who):
                await self._ask(what, team, channel, who)
            case _:
                pass
        messenger = self.messengers[f"chat{team}"]
        messenger.members = {name: set(those) for (where, name), those in self.inside.items() if where == team}
        messenger.members |= {name: set[str]() for name in CLOSED if (team, name) not in self.inside}

    def _is_in(self, team: str, channel: str, who: str) -> bool:
        if channel == "direct":
            return True
        return who in self.inside.get((team, channel), set(PEOPLE) if channel in OPEN else set[str]())

    async def _save(self, team: str, channel: str, who: str) -> None:
        word = f"zebra{len(self.said)}"
        self.said[word] = (team, channel, who)
        place = self.place(team, channel, who)
        await self.does(team, place, who, f"Acme {word} security freeze", "intel", values={"said_in": f"m{word}"})
        self._clear()

    async def _ask(self, what: str, team: str, channel: str, who: str) -> None:
        place = self.place(team, channel, who)
        match what:
            case "list":
                await self.does(team, place, who, "Acme", "intel")
            case "search":
                await self.does(team, place, who, "security freeze at Acme?", "intel")
            case "all":
                await self.does(team, place, who, "|acme", "intel_all")
            case _:
                await self._brief(what, team, place, who)
        self._hold(team)
        self._clear()

    async def _brief(self, what: str, team: str, place: Place, who: str) -> None:
        await self.does(team, place, who, "Jane Doe at Acme")
        messenger = self.messengers[place.platform]
        key, shown = next(reversed(messenger.shown.items()))
        if what == "brief":
            under = Message(shown.place, key)
            await self.does(team, place, who, shown.card.about, "more", message=under)
        else:
            there = Place(place.platform, team, shown.place.channel, shown.place.kind, key)
            await self.does(team, there, who, "is there a security freeze?")

    def _hold(self, team: str) -> None:
        """Everybody who can read a message on the screen could have read at its source what it says."""
        for messenger in self.messengers.values():
            for shown in messenger.shown.values():
                text = str(shown.card)
                for word in (word for word in self.said if f"{word} " in text):
                    for reader in self._readers(shown.place, word):
                        assert shown.place.team == team
                        assert self.may(word, team, reader), f"{reader} reads {word} in {shown.place}"
            assert not any(word in whisper for word in self.said for whisper in messenger.whispers)

    def _readers(self, place: Place, word: str) -> set[str]:
        if place.kind is PlaceKind.DIRECT:
            return {place.channel.removeprefix("direct:")}
        source = self.said[word]
        if source[:2] == (place.team, place.channel):
            return set()  # it was said in this very channel
        return self.inside.get((place.team, place.channel), set(PEOPLE) if place.channel in OPEN else set[str]())

    def _clear(self) -> None:
        for messenger in self.messengers.values():
            messenger.shown.clear()
            messenger.whispers.clear()


async def _lives(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            messengers = {f"chat{one}": FakeMessenger(f"chat{one}") for one in TEAMS}
            desk = await DeskMaker(Path(folder), stack)(good_book(), messengers=messengers)
            world = World(desk, messengers)
            for one in steps:
                await world.step(*one)


@pytest.mark.slow
@pytest.mark.timeout(300)
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(lives)
def test_nobody_reads_what_they_could_not_read_at_its_source(steps: list[Step]):
    """Lists, briefs, *More*, *Show me all*, searches and answers, in two teams, while people and channels move."""
    asyncio.run(_lives(steps))

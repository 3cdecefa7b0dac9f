"""Stand-ins that behave: a messenger with a screen, sources that answer what a test tells them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.cards import Button, Buttons, Card, Form, Menu, words
from bot.chat import Audience, Interaction, Leaving, Message, Messenger, Place, PlaceKind, Said, Standing, Who
from bot.errors import CannotLook, MessengerError
from bot.model import Candidate, Evidence, Fact, Prospect
from bot.services import IO, Account, Terms
from bot.understand import Asked, company_key, same_person
from tests import examples


@dataclass(slots=True)
class Shown:
    """A message on the fake screen."""

    place: Place
    card: Card
    marker: str
    states: int = 1


@dataclass(slots=True)
class FakeMessenger(Messenger):
    """Keeps what it shows, as a platform would; `trouble` is raised by the next posts, one each."""

    platform: str = "desk"
    shown: dict[str, Shown] = field(default_factory=dict[str, Shown])
    whispers: list[str] = field(default_factory=list[str])
    forms: list[Form] = field(default_factory=list[Form])
    audiences: dict[str, Audience] = field(default_factory=dict[str, Audience])
    trouble: list[tuple[MessengerError, bool]] = field(default_factory=list[tuple[MessengerError, bool]])
    can_look: bool = True
    look_again: timedelta | None = None  # when one can look again; None: never
    zones: dict[str, str] = field(default_factory=dict[str, str])  # of people who are not in New York

    members: dict[str, set[str]] = field(default_factory=dict[str, set[str]])  # of places that not everybody reads
    quotes: dict[str, Said] = field(default_factory=dict[str, Said])  # by the message's id
    names: dict[str, str] = field(default_factory=dict[str, str])  # of people who are not Dana Cho
    standings: dict[str, Standing] = field(default_factory=dict[str, Standing])  # of people who are more than members

    async def post(self, place: Place, card: Card, marker: str, leaving: Leaving | None = None) -> Message:
        if leaving:
            await leaving()
        error, posted = self.trouble.pop(0) if self.trouble else (None, True)
        message = Message(place, f"m{len(self.shown) + 1}")
        if posted:
            self.shown[message.id] = Shown(place, card, marker)
        if error:
            raise error
        return message

    async def update(self, message: Message, card: Card) -> None:
        there = self.shown[message.id]
        there.card, there.states = card, there.states + 1

    async def remove(self, message: Message) -> None:
        self.shown.pop(message.id, None)

    async def find(self, place: Place, marker: str, since: datetime) -> Message | None:
        if not self.can_look:
            raise CannotLook("no right to read", self.look_again)
        here = ((key, one) for key, one in self.shown.items() if one.place.channel == place.channel)
        return next((Message(place, key) for key, one in here if one.marker == marker), None)

    async def whisper(self, asked: Interaction, card: Card) -> None:
        self.whispers.append(words(card))

    async def open_form(self, asked: Interaction, form: Form) -> None:
        self.forms.append(form)

    async def direct(self, asked: Interaction) -> Place:
        return Place(self.platform, asked.team, f"direct:{asked.who.id}", PlaceKind.DIRECT)

    async def audience(self, place: Place) -> Audience:
        return self.audiences.get(place.channel, Audience.TEAM)

    async def reads(self, place: Place, person: str | None) -> bool:
        if place.kind is PlaceKind.DIRECT:
            return place.channel == f"direct:{person}"
        inside = self.members.get(place.channel)
        return place.kind is PlaceKind.CHANNEL if inside is None else person in inside

    async def quote(self, message: Message) -> Said | None:
        return self.quotes.get(message.id)

    async def link(self, message: Message) -> str | None:
        return f"https://chat.example/{message.place.channel}/{message.id}"

    async def colleague(self, team: str, email: str) -> Who | None:
        first = email.partition("@")[0].partition(".")[0]
        return next((Who(id_, name) for id_, name in self.names.items() if name.split()[0].lower() == first), None)

    async def person(self, team: str, who: Who) -> Who:
        return replace(
            who, name=who.name or self.names.get(who.id, "Dana Cho"), zone=self.zones.get(who.id, "America/New_York")
        )

    async def standing(self, team: str, person: str) -> Standing:
        return self.standings.get(person, Standing(person, member=True))

    @property
    def screen(self) -> str:
        """Every word a person can read, messages in order."""
        return "\n".join(words(one.card) for one in self.shown.values())

    def option(self, label: str, option: str) -> tuple[Message, str, str]:
        """An option of the newest menu whose label begins so: its message, action and value."""
        for key, one in reversed(self.shown.items()):
            for part in one.card.parts:
                for menu in part.buttons if isinstance(part, Buttons) else ():
                    if isinstance(menu, Menu) and menu.label.startswith(label):
                        return Message(one.place, key), menu.action, dict(menu.options)[option]
        raise AssertionError(f"no menu {label!r} on the screen:\n{self.screen}")

    def button(self, label: str) -> tuple[Message, str, str]:
        """The newest button whose label begins so: its message, action and value."""
        for key, one in reversed(self.shown.items()):
            for part in one.card.parts:
                for button in part.buttons if isinstance(part, Buttons) else ():
                    if isinstance(button, Button) and button.label.startswith(label):
                        return Message(one.place, key), button.action, button.value
        raise AssertionError(f"no button {label!r} on the screen:\n{self.screen}")


def terms(name: str, *needs: str, timeout: float = 5) -> Terms:
    """Terms of a fake source."""
    return Terms(name, name.capitalize(), (frozenset(needs),), resolves=True, timeout=timedelta(seconds=timeout))


@dataclass(slots=True)
class FakeSource:
    """A source that knows these facts and candidates; `delay` seconds pass first, then `error` is raised if any."""

    terms: Terms
    facts: Sequence[Fact] = ()
    known: Sequence[Candidate] = ()
    delay: float = 0
    error: Exception | None = None
    asked: list[Prospect] = field(default_factory=list[Prospect])

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        return [
            c
            for c in self.known
            if c.company and company_key(c.company.name).startswith(company_key(asked.company or "-"))
        ]

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        self.asked.append(prospect)
        await asyncio.sleep(self.delay)
        if self.error:
            raise self.error
        return self.facts


@dataclass(slots=True)
class FakeBook:
    """The team's records: persons and companies as candidates, and facts by subject."""

    people: Sequence[Candidate] = ()
    facts: Sequence[Fact] = ()
    consents: Sequence[Fact] = ()
    owned: Sequence[Account] = ()
    terms: Terms = field(default_factory=lambda: replace(terms("book", "company"), title="Your book"))

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        return [c for c in self.people if _meant(c, asked)]

    async def accounts(self, io: IO) -> Sequence[Account]:
        return self.owned

    async def history(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        return [fact for fact in self.facts if fact.subject in _ids(prospect)]

    async def consent(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        return [fact for fact in self.consents if fact.subject in _ids(prospect)]

    async def check(self, io: IO) -> str:
        return f"{len(self.people)} candidates"

    def knows(self, company: str) -> bool:
        return any(c.company and company_key(c.company.name) == company_key(company) for c in self.people)


def _meant(candidate: Candidate, asked: Asked) -> bool:
    if candidate.person:
        return bool(asked.person) and same_person(candidate.person.name, asked.person or "")
    name = candidate.company.name if candidate.company else ""
    return company_key(name) == company_key(asked.company or "-")


def _ids(prospect: Prospect) -> set[str]:
    return {noun.id for noun in (prospect.person, prospect.company) if noun}


def good_book(facts: Sequence[Fact] = examples.EXAMPLE, consents: Sequence[Fact] = ()) -> FakeBook:
    """A book that knows Jane Doe at Acme, and these facts about her."""
    jane = Candidate(
        "book:person:7", examples.ACME, examples.JANE, Evidence.BOOK, "VP Operations, in your book", "book"
    )
    acme = Candidate("book:company:1", examples.ACME, None, Evidence.BOOK, "in your book", "book")
    return FakeBook((jane, acme), facts, consents)


def interaction(text: str, key: str = "d1", **slots: Any) -> Interaction:
    """What a rep typed in #sales."""
    place = Place("desk", "T1", "C-sales", PlaceKind.CHANNEL)
    said = Interaction("T1", Who("U1"), place, "", text, key, examples.NOW)
    return replace(said, **slots)

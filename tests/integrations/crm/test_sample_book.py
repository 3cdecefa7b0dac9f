"""The sample book: enough to see what Warmup does, plainly made up, never stale."""

from datetime import UTC, datetime
from typing import cast

import pytest

from bot.briefing.keys import judge
from bot.model import Day, Dossier, Fact, Identity, Keys, Kind, Prospect, Topic
from bot.services import IO
from bot.understand import Asked
from integrations.crm.book import Book


class Clock:
    """A clock that a test sets."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """The time it was set to."""
        return self.at


@pytest.fixture
def clock() -> Clock:
    """A Tuesday afternoon."""
    return Clock(datetime(2026, 11, 24, 15, tzinfo=UTC))


async def facts(book: Book, clock: Clock, name: str, company: str) -> tuple[Prospect, list[Fact]]:
    """The only candidate, and everything the book says of them."""
    io = cast("IO", clock)
    (found,) = await book.candidates(Asked("typed", person=name, company=company), io)
    prospect = Prospect(found.person, found.company, Identity.RECORD)
    told = [*await book.history(prospect, io), *await book.consent(prospect, io)]
    return prospect, told


def keys(prospect: Prospect, told: list[Fact], clock: Clock) -> Keys:
    """The three keys as the brief judges them."""
    return judge(Dossier(prospect, tuple(told), (), clock.at))


async def test_jane_is_warm_maria_is_hot_and_omar_is_not_called(clock: Clock) -> None:
    """Jane has two keys and a way in too weak to count, Maria all three, Omar asked not to be called."""
    book = Book.open("sample", now=clock.now)
    jane, said = await facts(book, clock, "Jane Doe", "Acme")
    judged = keys(jane, said, clock)
    assert (judged.who.turned, judged.why_now.turned, judged.way_in.turned) == (True, True, False)
    assert "Reno" in judged.why_now.line.text
    assert "Initech" in judged.way_in.line.text
    maria, said = await facts(book, clock, "Maria Lopez", "Globex")
    assert keys(maria, said, clock).turned == 3
    _, said = await facts(book, clock, "Omar Haddad", "Initech")
    assert [fact for fact in said if fact.kind is Kind.CONSENT]


async def test_it_is_plainly_made_up_and_without_fault(clock: Clock) -> None:
    """Every fact says so; domains and numbers are those kept for fiction; no line is in doubt."""
    book = Book.open("sample", now=clock.now)
    _, said = await facts(book, clock, "Jane Doe", "Acme")
    assert {fact.source.name for fact in said} == {"Sample book (made up)"}
    assert all(".example" in str(fact.value) for fact in said if fact.topic is Topic.EMAIL)
    assert await book.problems() == ()


async def test_it_never_grows_stale(clock: Clock) -> None:
    """Twelve days ago is twelve days ago, also when the bot has run for a year."""
    book = Book.open("sample", now=clock.now)
    for at in (clock.at, datetime(2027, 12, 1, 9, tzinfo=UTC)):
        clock.at = at
        _, said = await facts(book, clock, "Jane Doe", "Acme")
        (opened,) = [fact for fact in said if fact.topic is Topic.OPENING]
        assert isinstance(opened.happened, Day)
        assert (at.date() - opened.happened.on).days == 12


async def test_namesakes_and_twin_companies_are_there_to_try_the_picker(clock: Clock) -> None:
    """Two John Smiths at Acme, two companies called Meridian Freight."""
    book, io = Book.open("sample", now=clock.now), cast("IO", clock)
    smiths = await book.candidates(Asked("typed", person="John Smith", company="Acme"), io)
    assert len([one for one in smiths if one.person]) == 2
    assert len(await book.candidates(Asked("typed", company="Meridian Freight"), io)) == 2

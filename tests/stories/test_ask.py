"""A question under a brief: answered from what it knows, with who says so, or not at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat import Place, PlaceKind, Who
from bot.model import Candidate, Company, Evidence, Fact, Kind, Quantity, Role, Topic
from tests import examples
from tests.fakes import FakeSource, good_book, terms
from tests.stories.conftest import Desk, DeskMaker

CFO = Fact(
    Kind.COMPANY,
    Topic.EMPLOYMENT,
    examples.ACME.id,
    examples.REGISTER,
    "company.officer",
    others={Role.PERSON: "Mary Poe", Role.TITLE: "Chief Financial Officer"},
    seen=examples.ago(40),
)
PEOPLE = Fact(
    Kind.COMPANY,
    Topic.HEADCOUNT,
    examples.ACME.id,
    examples.REGISTER,
    "company.headcount",
    amount=Quantity(1200, "people", "over"),
    seen=examples.ago(40),
)
FACTS = (*examples.EXAMPLE, examples.knows(), PEOPLE)


@pytest.fixture
async def briefed(sit: DeskMaker) -> Desk:
    """A desk where Jane Doe at Acme was just briefed."""
    desk = await sit(good_book((*FACTS, CFO)))
    await desk.types("Jane Doe at Acme")
    return desk


async def asks(desk: Desk, question: str) -> str:
    """Ask in the brief's thread; the answer."""
    before = len(desk.messenger.shown)
    thread = next(key for key, one in desk.messenger.shown.items() if one.card.about)
    await desk.types(question, place=Place("desk", "T1", "C-sales", PlaceKind.CHANNEL, thread))
    assert len(desk.messenger.shown) == before + 1, desk.messenger.whispers
    return str(desk.messenger.shown[f"m{before + 1}"].card)


@pytest.mark.parametrize(
    ("question", "answer", "source"),
    [
        ("who is their CFO?", "Mary Poe is Chief Financial Officer of Acme", "SEC EDGAR"),
        ("Who's the chief financial officer", "Mary Poe", "SEC EDGAR"),
        ("how many people work there?", "over 1,200 people", "SEC EDGAR"),
        ("what is the headcount", "over 1,200 people", "SEC EDGAR"),
        ("when did we last talk to her?", "Call by Sam Lee, talked", "Your book"),
        ("what's new?", "opened its Reno plant", "acme.example"),
        ("what is her title?", "VP Operations", "Your book"),
        ("who knows her?", "Sam Lee knows Jane Doe", "Your book"),
        ("phone number?", "+1 312 555 0142", "Your book"),
        ("when did the Reno plant open?", "opened its Reno plant", "acme.example"),
    ],
)
async def test_answered_with_its_source(briefed: Desk, question: str, answer: str, source: str):
    """What the facts say, under other names too, each with who says so."""
    said = await asks(briefed, question)
    assert answer in said
    assert source in said


@pytest.mark.parametrize(
    "question", ["who is their CTO?", "who is the CEO", "where are they based?", "is the sky blue?"]
)
async def test_what_no_fact_says_is_not_known(briefed: Desk, question: str):
    """Then it says what was looked at, and offers to look again."""
    said = await asks(briefed, question)
    assert "I don't know. I looked at" in said
    assert "Your book" in said
    assert "Ask the sources again" in said


async def test_a_cfo_of_another_company_is_no_answer(sit: DeskMaker):
    """Nor is one who has left."""
    other = replace(CFO, others={**CFO.others, Role.COMPANY: "Initech"})
    desk = await sit(good_book((*FACTS, other)))
    await desk.types("Jane Doe at Acme")
    assert "I don't know" in await asks(desk, "who is their CFO?")


async def test_intel_answers_where_it_may_be_read(briefed: Desk):
    """What Sam said in private answers Sam in his direct messages, and nobody in the channel."""
    home = Place("desk", "T1", "direct:U2", PlaceKind.DIRECT)
    await briefed.types("intel Acme the budget is frozen until March", place=home, who=Who("U2"))
    assert "frozen" not in await asks(briefed, "is there a budget?")
    await briefed.types("Jane Doe at Acme", place=home, who=Who("U2"))
    briefed.messenger.shown.clear()
    assert "the budget is frozen until March" in await briefed.types("is there a budget?", place=home, who=Who("U2"))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("what did Sam hear?", ["froze hiring"]),
        ("what did Maria say?", ["open in Lyon"]),
        ("what have we heard?", ["open in Lyon", "froze hiring"]),
        ("any intel?", ["open in Lyon", "froze hiring"]),
        ("did anybody hear about Lyon?", ["open in Lyon"]),
        ("what did Dana hear?", []),
    ],
)
async def test_what_somebody_heard(briefed: Desk, question: str, told: list[str]):
    """Who asks what Sam heard gets what Sam told, and no call of Sam's."""
    briefed.messenger.names = {"U2": "Sam Lee", "U3": "Maria Ruiz"}
    await briefed.types("intel Acme they froze hiring", who=Who("U2"))
    briefed.clock.forward(timedelta(hours=1))
    await briefed.types("intel Acme they open in Lyon", who=Who("U3"))
    said = await asks(briefed, question)
    assert [words for words in ("open in Lyon", "froze hiring") if words in said] == told
    assert ("I don't know" in said) == (not told)
    assert "Call by Sam Lee" not in said


async def test_asking_again_asks_the_sources(sit: DeskMaker):
    """A source that was silent when the brief was made answers now."""
    acme = Candidate("reg:1", Company(examples.ACME.id, "Acme"), None, Evidence.NAME, "registered", "register")
    late = FakeSource(terms("register", "company"), (CFO,), (acme,), delay=0.8)
    desk = await sit(good_book(FACTS), [late], deadline=0.4)
    await desk.types("Jane Doe at Acme")
    await asks(desk, "who is their CTO?")
    late.delay = 0
    assert "I don't know" in await desk.presses("Ask the sources again")


async def test_a_question_without_a_brief_is_no_question(desk: Desk):
    """Where no brief is talked about it is said to them only how to ask; a name that only looks so stays a name."""
    await desk.types("who is their CFO?")
    assert "in the thread of a brief" in desk.messenger.whispers[-1]
    assert not desk.screen
    assert "3 keys" in await desk.types("Jane Doe at Acme?")


async def test_a_reserved_word_that_is_a_company_asks_which(sit: DeskMaker):
    """`/warmup Intel` alone: the company, or the command? With more words it is the command."""
    intel = Candidate("book:company:2", Company("company:intel.com", "Intel"), None, Evidence.BOOK, "yours", "book")
    book = good_book()
    book.people = (*book.people, intel)
    desk = await sit(book)
    assert "the company Intel, or the command intel?" in await desk.types("Intel")
    assert "3 keys" in await desk.presses("Intel, the company")
    desk.messenger.shown.clear()
    assert "Intel on Acme" in await desk.types("intel Acme")
    assert "Which one" not in desk.screen

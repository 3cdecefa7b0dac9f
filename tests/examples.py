"""One good example of each noun; tests, the card contract and the docs all use these."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.briefing import Caller, Hours, Writer
from bot.model import (
    Brief,
    Candidate,
    Company,
    Day,
    Dossier,
    Evidence,
    Fact,
    Identity,
    Kind,
    Origin,
    Outcome,
    Person,
    Prospect,
    Report,
    Role,
    Source,
    Topic,
)

NOW = datetime(2026, 11, 24, 21, 42, tzinfo=UTC)  # 3:42 pm in Chicago, a Tuesday
TODAY = NOW.date()

ACME = Company("company:acme.example", "Acme", domain="acme.example", city="Chicago", country="US", book_id="1")
JANE = Person("person:book:7", "Jane Doe", "VP Operations", "jane.doe@acme.example", "+13125550142", book_id="7")
PROSPECT = Prospect(JANE, ACME, Identity.RECORD, "Jane Doe at Acme")

BOOK = Source("book", "Your book", None, NOW, Origin.CRM, licence="own")
REGISTER = Source("sec", "SEC EDGAR", "https://www.sec.gov/filing", NOW, Origin.REGISTER, licence="public-domain")
SITE = Source("feeds", "acme.example", "https://acme.example/news/reno", NOW, Origin.OWN)
STRANGER = Source("blog", "a web page", "https://blog.example/1", NOW, Origin.WEB)

WRITER = Writer(Caller("Dana Cho", "Northwind"), Hours())


def ago(days: int) -> Day:
    """A day so many days before the fixed today."""
    return Day(TODAY - timedelta(days=days))


def event(days: int = 12, topic: Topic = Topic.OPENING, what: str = "opened its Reno plant", **slots: Any) -> Fact:
    """An event the company itself told of."""
    fact = Fact(Kind.EVENT, topic, ACME.id, SITE, f"event.{topic}", others={Role.WHAT: what}, happened=ago(days))
    return replace(fact, **slots)


def role(days: int = 30, title: str = "VP Operations", company: str = "Acme", **slots: Any) -> Fact:
    """Jane's role as the book has it, seen so many days ago."""
    others = {Role.TITLE: title, Role.COMPANY: company, Role.PERSON: "Jane Doe"}
    fact = Fact(Kind.PERSON, Topic.EMPLOYMENT, JANE.id, BOOK, "person.title", others=others, seen=ago(days))
    return replace(fact, **slots)


def knows(days: int = 60, **slots: Any) -> Fact:
    """Sam has said that he knows her."""
    others = {Role.COLLEAGUE: "Sam Lee", Role.HOW: "worked on a project together"}
    value = {"confirmed_by": "sam@northwind.example"}
    fact = Fact(Kind.RELATION, Topic.KNOWS, JANE.id, BOOK, "relation.knows", others=others, value=value, seen=ago(days))
    return replace(fact, **slots)


def overlap(years: tuple[int, int] = (2019, 2022), size: int | None = 40_000) -> Fact:
    """Sam and she were in the same company in overlapping years."""
    return Fact(
        Kind.RELATION,
        Topic.WORKED_TOGETHER,
        JANE.id,
        BOOK,
        "relation.overlap",
        others={Role.COLLEAGUE: "Sam Lee", Role.COMPANY: "Initech"},
        value={"size": size} if size else None,
        happened=Day(date(years[0], 1, 1)),
        ended=Day(date(years[1], 12, 31)),
    )


def zone(name: str = "America/Chicago") -> Fact:
    """A record that states her time zone."""
    return Fact(Kind.PERSON, Topic.TIME_ZONE, JANE.id, BOOK, "person.time_zone", value=name, seen=ago(30))


def phone(number: str = "+1 312 555 0142") -> Fact:
    """Her number as the book has it."""
    return Fact(Kind.PERSON, Topic.PHONE, JANE.id, BOOK, "person.phone", value=number, seen=ago(30))


def call(days: int = 200, outcome: str = "talked", note: str = "asked about spring") -> Fact:
    """An earlier touch."""
    others = {Role.CHANNEL: "call", Role.OUTCOME: outcome, Role.COLLEAGUE: "Sam Lee"}
    return Fact(Kind.HISTORY, Topic.TOUCH, JANE.id, BOOK, "history.call", others=others, happened=ago(days), quote=note)


def do_not_call() -> Fact:
    """Somebody asked not to be called."""
    said = "asked us not to"
    return Fact(Kind.CONSENT, Topic.DO_NOT_CALL, JANE.id, BOOK, "consent.person", happened=ago(90), quote=said)


REPORTS = (
    Report("book", "Your book", Outcome.ANSWERED, 3, 5),
    Report("sec", "SEC EDGAR", Outcome.NOT_CONFIGURED, note="needs WARMUP_CONTACT"),
    Report("gleif", "GLEIF", Outcome.FAILED, 120, note="no answer (HTTP 500)"),
    Report("lever", "Lever", Outcome.LATE, 8000, note="did not answer in time"),
)


def dossier(*facts: Fact, prospect: Prospect = PROSPECT, complete: bool = True) -> Dossier:
    """These facts, numbered as gathering numbers them."""
    numbered = tuple(replace(fact, id=f"F{number}") for number, fact in enumerate(facts, 1))
    return Dossier(prospect, numbered, REPORTS, NOW, complete)


def brief(*facts: Fact, prospect: Prospect = PROSPECT) -> Brief:
    """The brief of these facts; with none given, the good example: two keys of three."""
    return WRITER.write(dossier(*(facts or EXAMPLE), prospect=prospect), "b1")


EXAMPLE = (role(), event(), overlap(), zone(), phone(), call(), event(200, Topic.FUNDING, "raised 42 million USD"))

CANDIDATES = (
    Candidate("cik:1", Company("company:cik:1", "Acme United", cik=1), None, Evidence.PREFIX, "listed as ACU", "sec"),
    Candidate("book:company:1", ACME, None, Evidence.BOOK, "in your book, Chicago", "book"),
)

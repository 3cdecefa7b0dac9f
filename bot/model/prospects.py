"""Who is meant: a company, a person, both together, and the candidates when that is not clear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True)
class Company:
    """A company with every id known so far. `id` is given once and never changes within a brief."""

    id: str  # "company:acme.com", "company:cik:320193" …
    name: str
    legal_name: str | None = None
    aliases: tuple[str, ...] = ()
    domain: str | None = None
    qid: str | None = None  # Wikidata
    wikipedia: str | None = None  # title of the English article
    cik: int | None = None  # SEC
    lei: str | None = None  # GLEIF
    tickers: tuple[str, ...] = ()
    city: str | None = None
    country: str | None = None
    industry: str | None = None
    book_id: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person as far as the team's own records or the typed words know them."""

    id: str  # "person:book:7", "person:jane.doe@acme.com", "person:typed"
    name: str
    title: str | None = None
    email: str | None = None
    phone: str | None = None  # E.164 where it could be read
    linkedin: str | None = None
    time_zone: str | None = None  # IANA, from a record that states it
    book_id: str | None = None


class Identity(StrEnum):
    """How we know that it is really them."""

    EMAIL = "email"
    RECORD = "record"  # a row of the team's own records: name and company, LinkedIn or id
    PICKED = "picked"  # a person chose among candidates
    YOUR_WORD = "your word"  # nobody but the asker says so; nothing about them is taken from outside


@dataclass(frozen=True, slots=True)
class Prospect:
    """A person at a company; either may be missing, never both."""

    person: Person | None
    company: Company | None
    identity: Identity = Identity.YOUR_WORD
    typed: str = ""  # what was typed, for titles and errors
    company_proven: bool = True  # False: the company is a name nobody could find

    @property
    def title(self) -> str:
        """What to call them on a card: "Jane Doe · Acme"."""
        names = [self.person.name if self.person else None, self.company.name if self.company else None]
        return " · ".join(name for name in names if name)

    @property
    def known(self) -> frozenset[str]:
        """The inputs a source may need that are there: person, email, company, domain, cik, qid, lei, wikipedia."""
        person, company = self.person, self.company
        there: Mapping[str, object] = {
            "person": person,
            "email": person and person.email,
            "company": company and self.company_proven,
            "domain": company and company.domain,
            "cik": company and company.cik,
            "qid": company and company.qid,
            "lei": company and company.lei,
            "wikipedia": company and company.wikipedia,
        }
        return frozenset(name for name, value in there.items() if value)


class Evidence(IntEnum):
    """Why a candidate may be the one, weakest first; from NAME on, a single one is taken without asking."""

    FUZZY = 1  # a likely typing mistake
    PREFIX = 2  # the name begins with what was typed
    SEVERAL = 3  # an exact name that others share
    NAME = 4  # an exact name, former name or alias
    TICKER = 5
    BOOK = 6  # in the team's own records under that name
    DOMAIN = 7
    EMAIL = 8
    PICKED = 9


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible answer to "who is meant", with what tells it from the others."""

    ref: str  # "book:person:7", "cik:320193", "qid:Q312", "lei:5493…": what a button carries
    company: Company | None
    person: Person | None
    evidence: Evidence
    reason: str  # "listed on Nasdaq as AAPL, Cupertino"
    supplier: str
    rank: int = 0  # order among equals: lower first (the tickers file is in order of size)
    details: Mapping[str, str] = field(default_factory=dict[str, str])

"""A fact: one checkable statement with typed slots, its dates kept apart, and who said it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, Self, TypeAlias


class Kind(StrEnum):
    """What a fact is for."""

    IDENTITY = "identity"
    PERSON = "person"
    COMPANY = "company"
    EVENT = "event"
    RELATION = "relation"
    HISTORY = "history"
    CONSENT = "consent"


class Topic(StrEnum):
    """What a fact is about; it decides its sentence, its half-life and its window."""

    # identity
    NAME = "name"
    DOMAIN = "domain"
    REGISTER = "register"  # a number in an official register: CIK, LEI, ticker
    # person
    EMPLOYMENT = "employment"
    PHONE = "phone"
    EMAIL = "email"
    TIME_ZONE = "time zone"
    # company
    SUMMARY = "summary"
    HEADCOUNT = "headcount"
    HEADQUARTERS = "headquarters"
    INDUSTRY = "industry"
    FOUNDED = "founded"
    PARENT = "parent"
    REVENUE = "revenue"
    OPEN_ROLES = "open roles"
    # events
    LEADERSHIP = "leadership"
    FUNDING = "funding"
    ACQUISITION = "acquisition"
    OPENING = "opening"
    HIRING = "hiring"
    LAYOFFS = "layoffs"
    RESULTS = "results"
    LAUNCH = "launch"
    DEAL = "deal"
    FINANCE = "finance"
    RESTRUCTURING = "restructuring"
    RISK = "risk"
    SECURITY = "security"
    GOVERNANCE = "governance"
    FILING = "filing"
    REGULATION = "regulation"
    STATEMENT = "statement"
    NEWS = "news"
    # relation
    KNOWS = "knows"  # a colleague knows them: somebody said so, or a dated connection
    WORKED_TOGETHER = "worked together"
    # history
    TOUCH = "touch"
    # consent
    DO_NOT_CALL = "do not call"


SENSITIVE = frozenset({Topic.LAYOFFS, Topic.RESTRUCTURING, Topic.RISK, Topic.SECURITY})
"""Never in an opener or a voicemail: "handle with care" instead."""


class Status(StrEnum):
    """Whether it happened; "will" is not "has"."""

    PLANNED = "planned"
    DONE = "done"
    ONGOING = "ongoing"
    ENDED = "ended"
    DENIED = "denied"
    REPORTED = "reported"


class Role(StrEnum):
    """What somebody or something else is in a fact."""

    PERSON = "person"
    TITLE = "title"
    COMPANY = "company"
    PLACE = "place"
    INVESTOR = "investor"
    TARGET = "target"
    WHAT = "what"  # a phrase of our own for what happened: "a change among its directors or officers"
    FORM = "form"  # the form it was filed on: "8-K"
    COLLEAGUE = "colleague"
    HOW = "how"
    DEPARTMENT = "department"
    CHANNEL = "channel"  # call, voicemail, email …
    OUTCOME = "outcome"


class Precision(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day known to some precision; `on` is its earliest day."""

    on: date
    precision: Precision = Precision.DAY

    def __str__(self) -> str:
        """ISO 8601 as far as it is known: 2026-11-12, 2026-11, 2026."""
        match self.precision:
            case Precision.DAY:
                return self.on.isoformat()
            case Precision.YEAR:
                return f"{self.on:%Y}"
            case Precision.MONTH | Precision.QUARTER:
                return f"{self.on:%Y-%m}"

    @classmethod
    def iso(cls, text: str) -> Self | None:
        """Read 2026-11-12…, 2026-11 or 2026; None for anything else."""
        try:
            match len(text):
                case 4:
                    return cls(date(int(text), 1, 1), Precision.YEAR)
                case 7:
                    return cls(date.fromisoformat(f"{text}-01"), Precision.MONTH)
                case _:
                    return cls(date.fromisoformat(text[:10]))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit ("people", "roles", "USD", "%") and how exact it is."""

    number: float
    unit: str
    bound: Literal["exact", "over", "under", "about"] = "exact"
    upto: float | None = None  # the upper end, when the source gives a range


class Origin(StrEnum):
    """Where a statement comes from; its trust is in briefing/warmth.py (writer.md 6.1)."""

    REGISTER = "official register"
    OWN = "the company itself"
    CRM = "your records"
    PAID = "paid data"
    COLLEAGUE = "a colleague"
    PRESS = "named press"
    WIKIDATA = "Wikidata"
    NEWS = "another news site"
    WEB = "a web page"


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it, with the link a rep can open (None only for the team's own records)."""

    supplier: str  # "sec"
    name: str  # "SEC EDGAR"
    url: str | None
    read_at: datetime
    origin: Origin
    title: str | None = None
    licence: str = "vendor-terms"


Value: TypeAlias = str | int | float | bool | Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about one subject. `subject` is the id of a Company or Person, set by the supplier.

    `happened` is the day of the event, `published` that of the article or filing, `seen` when the source was last
    known to be right; none is ever filled with today. `confidence` is the supplier's own, 0 to 1; the trust of its
    origin comes on top. `quote` is outside text, cleaned, at most 240 characters: shown as a quotation, never evidence.
    """

    kind: Kind
    topic: Topic
    subject: str
    source: Source
    key: str  # "company.headcount", "event.8-K.5.02", "person.title"
    id: str = ""  # "F3", given by the dossier, stable within a brief
    status: Status = Status.DONE
    value: Value = None
    amount: Quantity | None = None
    others: Mapping[Role, str] = field(default_factory=dict[Role, str])
    happened: Day | None = None
    published: Day | None = None
    seen: Day | None = None
    ended: Day | None = None  # the end of a role, a tie or an expiry
    dated: Literal["stated", "published", "seen", "inferred"] = "stated"
    confidence: float = 1.0
    weight: float = 1.0  # of an event, 0 to 1: below 0.5 it is background (sources.md 3.1)
    quote: str = ""

    @property
    def sensitive(self) -> bool:
        """Whether a stranger had better not open a call with it."""
        return self.topic in SENSITIVE or (self.heard and self.kind is Kind.EVENT)

    @property
    def heard(self) -> bool:
        """Whether somebody of the team heard it: intel, shown as what they said."""
        return self.key.startswith("intel.")

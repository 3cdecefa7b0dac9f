"""The book's rows, typed: what one line of each table says, once it has been read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.model import Day, Quantity


@dataclass(frozen=True, slots=True)
class Record:
    """A line as it was found: cells by column, the other columns by their header; line 0 is a database's row."""

    line: int
    values: Mapping[str, str]
    extra: Mapping[str, str] = field(default_factory=dict[str, str])

    def get(self, column: str) -> str | None:
        """What the cell says; None when it is empty or there is no such column."""
        return self.values.get(column) or None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody in the book. `do_not_call` holds what the flag's cell says, "" when it is not set."""

    id: str
    name: str
    email: str | None = None
    phones: tuple[str, ...] = ()  # as written
    title: str | None = None
    company: str | None = None
    domain: str | None = None  # of the company: stated, or that of a business e-mail address
    slug: str | None = None  # linkedin.com/in/<slug>
    owner: str | None = None
    do_not_call: str = ""
    updated: Day | None = None
    seen: Day | None = None  # when somebody last saw that the role holds
    time_zone: str | None = None
    city: str | None = None
    country: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    line: int = 0


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A company in the book; `listed` is False when only people's rows name it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    domain: str | None = None
    city: str | None = None
    country: str | None = None
    industry: str | None = None
    headcount: Quantity | None = None
    owner: str | None = None
    time_zone: str | None = None
    updated: Day | None = None
    listed: bool = True
    extra: Mapping[str, str] = field(default_factory=dict[str, str])
    line: int = 0


@dataclass(frozen=True, slots=True)
class TouchRow:
    """A call, mail or meeting of the past."""

    id: str
    person_id: str | None
    person_email: str | None
    company: str | None
    kind: str
    outcome: str
    at: Day | None
    by: str | None
    summary: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A colleague's tie to somebody: where, from when to when, and who said so."""

    person_id: str | None
    person_email: str | None
    colleague: str | None
    how: str
    company: str | None
    department: str | None
    headcount: Quantity | None
    since: Day | None
    until: Day | None
    confirmed_by: str | None
    confirmed_at: Day | None


@dataclass(frozen=True, slots=True)
class ListedRow:
    """An entry of the do-not-call list; `kind` is email, phone, domain, name or company."""

    kind: str
    value: str
    reason: str
    at: Day | None
    by: str | None
    line: int = 0


@dataclass(frozen=True, slots=True)
class EventRow:
    """News the team keeps, or its marketing tool exports."""

    company: str | None
    domain: str | None
    person_id: str | None
    person_email: str | None
    what: str
    kind: str
    place: str | None
    happened: Day | None
    published: Day | None
    status: str
    url: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """A line of a rep's LinkedIn export that lies in the book."""

    rep: str
    name: str
    slug: str | None
    email: str | None
    company: str | None
    title: str | None
    on: Day | None


@dataclass(frozen=True, slots=True)
class Rows:
    """Every row of a book, typed, with what was wrong on the way ("people.csv, line 7: …")."""

    people: Sequence[PersonRow] = ()
    companies: Sequence[CompanyRow] = ()
    touches: Sequence[TouchRow] = ()
    relations: Sequence[RelationRow] = ()
    do_not_call: Sequence[ListedRow] = ()
    events: Sequence[EventRow] = ()
    connections: Sequence[ConnectionRow] = ()
    problems: Sequence[str] = ()

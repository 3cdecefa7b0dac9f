"""From lines to typed rows; nothing is left out without a word on why."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from bot.model import Day, Quantity
from integrations.crm.book import cells, dates
from integrations.crm.book.columns import DATES
from integrations.crm.book.rows import (
    CompanyRow,
    ConnectionRow,
    EventRow,
    ListedRow,
    PersonRow,
    Record,
    RelationRow,
    TouchRow,
)

T = TypeVar("T")
_MOST = 1_000  # problems kept of one table; the rest are counted
_LISTED_KINDS = {
    **dict.fromkeys(("email", "mail", "e-mail", "email address"), "email"),
    **dict.fromkeys(("phone", "number", "telephone", "mobile", "phone number"), "phone"),
    **dict.fromkeys(("domain", "website"), "domain"),
    **dict.fromkeys(("name", "person", "contact"), "name"),
    **dict.fromkeys(("company", "account", "organization"), "company"),
}


@dataclass(slots=True)
class Reading:
    """How one table is read: what its dates mean, and the problems found on the way."""

    table: str  # as people know it: "people.csv"
    order: dates.Order | None = None
    today: date | None = None  # set for the sample book only: allows "today-12d"
    problems: list[str] = field(default_factory=list[str])
    more: int = 0

    def complain(self, record: Record, said: str) -> None:
        """Note what is wrong, with the line where there is one."""
        where = f"{self.table}, line {record.line}" if record.line else self.table
        if len(self.problems) < _MOST:
            self.problems.append(f"{where}: {said}")
        else:
            self.more += 1

    def take(self, record: Record, column: str, read: Callable[[str], T | None], wanted: str) -> T | None:
        """The cell, read; None with a complaint when it is not what is wanted."""
        text = record.get(column)
        found = read(text) if text else None
        if text and found is None:
            self.complain(record, f"“{text[:40]}” in {column} is not {wanted}; left out")
        return found

    def day(self, record: Record, column: str) -> Day | None:
        """The cell as a day."""
        return self.take(
            record, column, lambda text: dates.read_day(text, self.order, self.today), "a date that can be read one way"
        )

    def all_problems(self) -> list[str]:
        """Every problem, and how many more there were."""
        return [*self.problems, *([f"{self.table}: {self.more:,} more problems"] if self.more else [])]


def order_of(records: Iterable[Record]) -> dates.Order | None:
    """Whether a table writes the month or the day first, as far as its dates tell."""
    return dates.slash_order(
        text for record in records for column, text in record.values.items() if column in DATES and "/" in text
    )


def person(record: Record, reading: Reading) -> PersonRow | None:
    """A row of `people`; None when it names nobody."""
    name = cells.person_name(record.get("name"), record.get("first_name"), record.get("last_name"))
    email = reading.take(record, "email", cells.email, "an e-mail address")
    if not name and not email:
        reading.complain(record, "neither a name nor an e-mail address; the line was left out")
        return None
    site = reading.take(record, "domain", cells.domain, "a company's domain")
    profile = record.get("linkedin")
    return PersonRow(
        id=record.get("id") or "",
        name=name or (email or ""),
        email=email,
        phones=tuple(dict.fromkeys(filter(None, (record.get("phone"), record.get("mobile"))))),
        title=cells.job_title(record.get("title")),
        company=record.get("company"),
        domain=site or cells.mail_domain(email),
        slug=(cells.slug(profile) or _bare_slug(profile)) if profile else None,
        owner=record.get("owner_email"),
        do_not_call=_flag(record, reading),
        updated=reading.day(record, "updated_at"),
        seen=reading.day(record, "seen_at"),
        time_zone=reading.take(record, "time_zone", cells.time_zone, "a time zone such as America/Chicago"),
        city=record.get("city"),
        country=record.get("country"),
        extra=record.extra,
        line=record.line,
    )


def company(record: Record, reading: Reading) -> CompanyRow | None:
    """A row of `companies`; None when it names none."""
    site = reading.take(record, "domain", cells.domain, "a company's domain")
    name = record.get("name") or site
    if not name:
        reading.complain(record, "neither a name nor a domain; the line was left out")
        return None
    aliases = (record.get("aliases") or "").replace("|", ";").split(";")
    return CompanyRow(
        id=record.get("id") or "",
        name=name,
        aliases=tuple(alias.strip() for alias in aliases if alias.strip()),
        domain=site,
        city=record.get("city"),
        country=record.get("country"),
        industry=record.get("industry"),
        headcount=_people(record, reading),
        owner=record.get("owner_email"),
        time_zone=reading.take(record, "time_zone", cells.time_zone, "a time zone such as America/Chicago"),
        updated=reading.day(record, "updated_at"),
        extra=record.extra,
        line=record.line,
    )


def touch(record: Record, reading: Reading) -> TouchRow | None:
    """A row of `touches`; None when it is nobody's."""
    whose = record.get("person_id"), record.get("person_email"), record.get("company")
    if not any(whose):
        reading.complain(record, "neither a person nor a company; the line was left out")
        return None
    return TouchRow(
        id=record.get("id") or "",
        person_id=whose[0],
        person_email=whose[1],
        company=whose[2],
        kind=record.get("kind") or "",
        outcome=record.get("outcome") or "",
        at=reading.day(record, "at"),
        by=record.get("by_email"),
        summary=record.get("summary") or "",
    )


def relation(record: Record, reading: Reading) -> RelationRow | None:
    """A row of `relations`; None when it says nothing about whom."""
    whose = record.get("person_id"), record.get("person_email")
    if not any(whose):
        reading.complain(record, "no person_id; the line was left out")
        return None
    return RelationRow(
        person_id=whose[0],
        person_email=whose[1],
        colleague=record.get("colleague_email"),
        how=record.get("how") or "",
        company=record.get("company"),
        department=record.get("department"),
        headcount=_people(record, reading),
        since=reading.day(record, "since"),
        until=reading.day(record, "until"),
        confirmed_by=record.get("confirmed_by"),
        confirmed_at=reading.day(record, "confirmed_at"),
    )


def listed(record: Record, reading: Reading) -> ListedRow | None:
    """A row of `do_not_call`; a kind that is missing or unknown is told from the value, so that no entry is lost."""
    value = record.get("value")
    if not value:
        reading.complain(record, "an entry without a value; nobody can be spared by it")
        return None
    told = (record.get("kind") or "").casefold()
    kind = _LISTED_KINDS.get(told)
    if told and kind is None:
        reading.complain(
            record, f"kind “{told[:40]}” is not email, phone, domain, name or company; told from the value"
        )
    return ListedRow(
        kind=kind or _kind_of(value),
        value=value,
        reason=record.get("reason") or "",
        at=reading.day(record, "added_at"),
        by=record.get("added_by"),
        line=record.line,
    )


def event(record: Record, reading: Reading) -> EventRow | None:
    """A row of `events`; None when it says nothing about anybody."""
    what = record.get("what")
    whose = record.get("company"), record.get("domain"), record.get("person_id"), record.get("person_email")
    if not what or not any(whose):
        reading.complain(record, "an event needs `what` and a company or person; the line was left out")
        return None
    site = reading.take(record, "domain", cells.domain, "a company's domain")
    return EventRow(
        company=whose[0],
        domain=site,
        person_id=whose[2],
        person_email=whose[3],
        what=what,
        kind=(record.get("kind") or "").casefold(),
        place=record.get("place"),
        happened=reading.day(record, "happened"),
        published=reading.day(record, "published"),
        status=(record.get("status") or "").casefold(),
        url=record.get("url"),
        source=record.get("source"),
    )


def connection(record: Record, reading: Reading, rep: str) -> ConnectionRow | None:
    """A line of LinkedIn's export; members who hide their name leave an empty one, which ties nobody."""
    name = cells.person_name(None, record.get("first_name"), record.get("last_name"))
    if not name:
        return None
    return ConnectionRow(
        rep=rep,
        name=name,
        slug=cells.slug(record.get("profile") or ""),
        email=cells.email(record.get("email") or ""),
        company=record.get("company"),
        title=record.get("title"),
        on=reading.day(record, "connected_on"),
    )


def with_ids(people: Sequence[PersonRow], reading: Reading) -> list[PersonRow]:
    """Every person with an id of their own: a missing one is made from what identifies them, a repeated one is told."""
    first: dict[str, int] = {}
    kept: list[PersonRow] = []
    for row in people:
        own = row.id or made_id(row)
        if own in first:
            if row.id:
                said = f"id “{own[:40]}” is already that of line {first[own]}; kept as “{own[:40]}#{row.line}”"
                reading.complain(Record(row.line, {}), said)
            own = f"{own}#{row.line}"
        first[own] = row.line
        kept.append(row if own == row.id else replace(row, id=own))
    return kept


def made_id(row: PersonRow) -> str:
    """An id for a row without one, the same at every reading."""
    if row.email:
        return cells.email_key(row.email)
    said = f"{row.slug or row.name.casefold()}|{cells.key(row.company or '')}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _flag(record: Record, reading: Reading) -> str:
    said = record.get("do_not_call") or ""
    yes, plain = cells.flag(said)
    if not plain:
        reading.complain(record, f"“{said[:40]}” in do_not_call is neither yes nor no; taken as do not call")
    return said if yes else ""


def _people(record: Record, reading: Reading) -> Quantity | None:
    return reading.take(record, "headcount", cells.people_count, "a number of people")


def _bare_slug(profile: str) -> str | None:
    """A profile column that holds the bare name: janedoe."""
    return profile.casefold() if all(char.isalnum() or char in "-_" for char in profile) else None


def _kind_of(value: str) -> str:
    if cells.email(value):
        return "email"
    if len(cells.digits(value)) >= 7 and not any(char.isalpha() for char in value):  # noqa: PLR2004 (a local number)
        return "phone"
    return "domain" if " " not in value and cells.domain(value) else "name"

"""The book's questions to a database: each by parameters, narrowed there, compared exactly here."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, TypeVar

import sqlalchemy as sql

from bot.understand import person_key, same_person
from integrations.crm.book import cells, parse
from integrations.crm.book.directory import Directory, Place
from integrations.crm.book.parse import Reading
from integrations.crm.book.rows import ConnectionRow, EventRow, ListedRow, PersonRow, Record, RelationRow, TouchRow
from integrations.crm.book.shelf import MOST, Sought, name_index, newest_first, tail
from integrations.sheet import LONGEST_CELL, clean

T = TypeVar("T")
Column = sql.ColumnElement[str]
Test = sql.ColumnElement[bool]
_COMPANIES = 200_000  # names kept to recognise companies by
_LISTED = 500_000  # entries looked at: not one that names somebody may be left out
_NEAR = 10_000  # rows looked at for one exact answer
_MARKS = " -.()/+\u00a0"  # what stands between the digits of a telephone number


@dataclass(frozen=True, slots=True)
class View:
    """A table or view: its real name, its columns, and where each of the book's columns may be found."""

    name: str
    columns: tuple[str, ...]
    at: Mapping[str, Sequence[int]]

    def sources(self, column: str) -> list[Column]:
        """The real columns that may hold one of the book's, as text."""
        return [sql.cast(sql.column(self.columns[place]), sql.String) for place in self.at.get(column, ())]

    def equal(self, column: str, values: Iterable[str]) -> list[Test]:
        """Tests that a column is one of these, whatever its case."""
        wanted = sorted({form for value in values for form in (value, value.lower())})
        return (
            [sql.or_(it.in_(wanted), sql.func.lower(it).in_(wanted)) for it in self.sources(column)] if wanted else []
        )

    def holding(self, column: str, words: Iterable[str]) -> list[Test]:
        """Tests that a column holds one of these words; a database may fold only ASCII, so other letters are varied."""
        forms = {form for word in words if word for form in _forms(word)}
        return [it.icontains(form, autoescape=True) for it in self.sources(column) for form in sorted(forms)]

    def ringing(self, column: str, phones: Iterable[str]) -> list[Test]:
        """Tests that a number's digits hold the last seven of one of these."""
        return [
            _digits(it).contains(end, autoescape=True)
            for it in self.sources(column)
            for end in sorted({tail(phone) for phone in phones} - {""})
        ]


Query = sql.Select[*tuple[Any, ...]]  # the rows are read as text, whatever their types
Ask = Callable[[Query], Awaitable[Sequence[Mapping[str, object]]]]


@dataclass(frozen=True, slots=True)
class Queries:
    """One database as a shelf."""

    ask: Ask
    views: Mapping[str, View]
    region: str | None
    directory: Directory
    found: Sequence[str] = field(default_factory=list[str])  # problems of the views

    async def with_directory(self) -> "Queries":
        """The same, with the companies it names."""
        companies = await self._rows("companies", None, parse.company, _COMPANIES)
        named = [(row.company, row.domain, row.owner) for row in await self._employers()]
        return replace(self, directory=Directory(companies, named))

    async def by_id(self, number: str) -> Sequence[PersonRow]:
        """People of that id; an id made from an e-mail address finds its row by it."""
        view = self.views.get("people")
        if view is None:
            return ()
        tests = [it == number for it in view.sources("id")]
        rows = await self._people([*tests, *(view.equal("email", [number]) if "@" in number else [])])
        return [row for row in rows if row.id == number]

    async def by_email(self, address: str) -> Sequence[PersonRow]:
        """People of that e-mail address; a +tag is looked through when only one side has it."""
        rows = await self._people(self._tests("people", "email", [address, cells.email_key(address)]))
        return [row for row in rows if row.email and cells.email_key(row.email) == cells.email_key(address)]

    async def by_slug(self, slug: str) -> Sequence[PersonRow]:
        """People of that LinkedIn profile."""
        view = self.views.get("people")
        rows = await self._people(view.holding("linkedin", [slug]) if view else [])
        return [row for row in rows if row.slug == slug.casefold()]

    async def by_phone(self, phone: str) -> Sequence[PersonRow]:
        """People of that number."""
        view = self.views.get("people")
        near = [*view.ringing("phone", [phone]), *view.ringing("mobile", [phone])] if view else []
        rows = await self._people(near)
        return [row for row in rows if any(cells.same_phone(phone, own, self.region) for own in row.phones)]

    async def named(self, name: str) -> Sequence[PersonRow]:
        """People of that name."""
        view, words = self.views.get("people"), name_index(name).split()
        if view is None or not words:
            return ()
        columns = ("name", "first_name", "last_name")
        each = [sql.or_(*(test for it in columns for test in view.holding(it, _spelled(word, name)))) for word in words]
        return [row for row in await self._people([sql.and_(*each)]) if same_person(row.name, name)]

    async def at(self, company: Place) -> Sequence[PersonRow]:
        """People at that company."""
        view = self.views.get("people")
        if view is None or not company:
            return ()
        near = view.holding("company", self._words(company.keys))
        if company.domain:
            near += [*view.holding("domain", [company.domain]), *view.holding("email", [company.domain])]
        return [row for row in await self._people(near) if company.has(row.company, row.domain)]

    async def touches(self, people: Sequence[PersonRow], company: Place | None) -> Sequence[TouchRow]:
        """Touches of these people, and of the company; newest first."""
        rows = await self._rows("touches", self._about("touches", people, company), parse.touch)
        return sorted((row for row in rows if _belongs(row, row.company, company)), key=newest_first)[:MOST]

    async def relations(self, people: Sequence[PersonRow]) -> Sequence[RelationRow]:
        """Colleagues' ties to these people."""
        return await self._rows("relations", self._about("relations", people, None), parse.relation)

    async def listed(self, sought: Sought) -> Sequence[ListedRow]:
        """Entries of the do-not-call list that may name them."""
        view = self.views.get("do_not_call")
        if view is None:
            return ()
        names = [form for name in sought.names for form in _spelled(_longest(name_index(name)), name)]
        firms = [*self._words(map(cells.key, sought.companies)), *map(_longest, sought.companies)]
        bare = {cells.email_key(address).partition("@")[0] for address in sought.emails}
        near = view.holding("value", [*names, *firms, *bare, *sought.domains]) + view.ringing("value", sought.phones)
        return await self._rows("do_not_call", near, parse.listed, _LISTED)

    async def events(self, people: Sequence[PersonRow], company: Place | None) -> Sequence[EventRow]:
        """News of these people and of the company."""
        rows = await self._rows("events", self._about("events", people, company), parse.event)
        return [row for row in rows if _belongs(row, row.company, company, row.domain)][:MOST]

    async def connections(self, company: Place | None, person: PersonRow | None) -> Sequence[ConnectionRow]:
        """None: a rep's LinkedIn export is a file."""
        return ()

    async def summary(self) -> tuple[str, Sequence[str]]:
        """How many rows of each view, and what is missing."""
        counts: list[str] = []
        for name, view in self.views.items():
            rows = await self.ask(sql.select(sql.func.count().label("n")).select_from(sql.table(view.name)))
            counts.append(f"{rows[0]['n']:,} {name.replace('_', ' ')}")
        return ", ".join(counts) or "nothing in it", self.found

    def _words(self, keys: Iterable[str]) -> list[str]:
        """The longest word of each name, as it is compared and as the book spells it."""
        known = list(keys)
        return [_longest(name) for name in (*known, *self.directory.spelled(known)) if name]

    def _tests(self, table: str, column: str, values: Iterable[str]) -> list[Test]:
        view = self.views.get(table)
        return view.equal(column, values) if view else []

    def _about(self, table: str, people: Sequence[PersonRow], company: Place | None) -> list[Test]:
        """Tests for rows about these people or this company."""
        ids = self._tests(table, "person_id", (row.id for row in people))
        mails = self._tests(table, "person_email", (row.email for row in people if row.email))
        view = self.views.get(table)
        if view is None or company is None:
            return [*ids, *mails]
        keys = view.holding("company", self._words(company.keys))
        sites = [company.domain] if company.domain else []
        return [*ids, *mails, *keys, *view.equal("domain", sites), *view.equal("company", sites)]

    async def _people(self, tests: Sequence[Test]) -> list[PersonRow]:
        rows = await self._rows("people", tests, parse.person)
        return [row if row.id else replace(row, id=parse.made_id(row)) for row in rows]

    async def _employers(self) -> list[PersonRow]:
        view = self.views.get("people")
        if view is None or not view.at.get("company"):
            return []
        columns = ("company", "domain", "owner_email")
        wanted = [view.sources(name)[0].label(name) for name in columns if view.at.get(name)]
        rows = await self.ask(sql.select(*wanted).select_from(sql.table(view.name)).distinct().limit(_COMPANIES))
        return [
            PersonRow(
                "",
                "",
                company=_text(row["company"]),
                domain=cells.domain(_text(row.get("domain"))),
                owner=_text(row.get("owner_email")) or None,
            )
            for row in rows
        ]

    async def _rows(
        self,
        table: str,
        tests: Sequence[Test] | None,
        build: Callable[[Record, Reading], T | None],
        most: int = _NEAR,
    ) -> list[T]:
        """The rows that pass one of the tests (all, when there are none to pass), read like lines of a file."""
        view = self.views.get(table)
        if view is None or (tests is not None and not tests):
            return []
        columns = [sql.column(name, sql.types.NullType()) for name in view.columns]
        query: Query = sql.select(*columns).select_from(sql.table(view.name)).limit(most)
        found = await self.ask(query if tests is None else query.where(sql.or_(*tests)))
        records = [_record(view, row) for row in found]
        reading = Reading(table, parse.order_of(records))
        return [row for record in records if (row := build(record, reading)) is not None]


def _record(view: View, row: Mapping[str, object]) -> Record:
    texts = [_text(row[name]) for name in view.columns]
    values = {
        column: next((texts[place] for place in places if texts[place]), "") for column, places in view.at.items()
    }
    used = {place for places in view.at.values() for place in places}
    return Record(0, values, {name: texts[n] for n, name in enumerate(view.columns) if n not in used and texts[n]})


def _text(value: object) -> str:
    """A cell of a database as a file would hold it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.isoformat()
        case _:
            return clean(str(value)[:LONGEST_CELL])


def _longest(name: str) -> str:
    return max(name.split(), key=len, default="")


def _spelled(word: str, name: str) -> list[str]:
    """A word of a comparable name, and as it was typed: "zolc", "Żółć"."""
    return [word, *(typed for typed in name.split() if person_key(typed) == word)]


def _forms(word: str) -> set[str]:
    return {word} if word.isascii() else {word, word.upper(), word.capitalize()}


def _digits(column: Column) -> Column:
    bare: Column = column
    for mark in _MARKS:
        bare = sql.func.replace(bare, mark, "")
    return bare


def _belongs(row: TouchRow | EventRow, name: str | None, company: Place | None, site: str | None = None) -> bool:
    """A row about a person was asked for by name of that person; one about a company must be this company's."""
    if row.person_id or row.person_email:
        return True
    return bool(company and company.has(name, site or cells.domain(name or "")))

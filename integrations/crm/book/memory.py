"""A book in memory: each question is answered from an index, however many rows there are."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from bot.understand import same_person
from integrations.crm.book import cells
from integrations.crm.book.directory import Directory, Place
from integrations.crm.book.rows import ConnectionRow, EventRow, ListedRow, PersonRow, RelationRow, Rows, TouchRow
from integrations.crm.book.shelf import MOST, Sought, name_index, newest_first, tail

T = TypeVar("T")


class Memory:
    """Rows that were read from files, indexed; building one takes time, so it is done off the loop."""

    def __init__(self, rows: Rows, region: str | None = None) -> None:
        """`region` ("US") reads telephone numbers that are written without a country code."""
        self._rows, self._region = rows, region
        self.directory = Directory(rows.companies, ((row.company, row.domain, row.owner) for row in rows.people))
        people = rows.people
        self._ids = _Index(people, lambda row: (row.id,))
        self._emails = _Index(people, lambda row: (cells.email_key(row.email),) if row.email else ())
        self._slugs = _Index(people, lambda row: (row.slug,) if row.slug else ())
        self._names = _Index(people, lambda row: (name_index(row.name),))
        self._phones = _Index(people, lambda row: {tail(phone) for phone in row.phones})
        self._at_domain = _Index(people, lambda row: (row.domain,) if row.domain else ())
        self._at_name = _Index(people, lambda row: (cells.key(row.company),) if row.company else ())
        self._touches = _Index(rows.touches, lambda row: _whose(row.person_id, row.person_email, row.company))
        self._relations = _Index(rows.relations, lambda row: _whose(row.person_id, row.person_email))
        self._events = _Index(rows.events, lambda row: _whose(row.person_id, row.person_email, row.company, row.domain))
        self._listed = _Index(rows.do_not_call, _listed_as)
        self._connected = _Index(rows.connections, lambda row: (cells.key(row.company or ""), name_index(row.name)))

    async def by_id(self, number: str) -> Sequence[PersonRow]:
        """People of that id."""
        return self._ids.get(number)

    async def by_email(self, address: str) -> Sequence[PersonRow]:
        """People of that e-mail address, whatever its +tag."""
        return self._emails.get(cells.email_key(address))

    async def by_slug(self, slug: str) -> Sequence[PersonRow]:
        """People of that LinkedIn profile."""
        return self._slugs.get(slug.casefold())

    async def by_phone(self, phone: str) -> Sequence[PersonRow]:
        """People of that number."""
        near = self._phones.get(tail(phone))
        return [row for row in near if any(cells.same_phone(phone, own, self._region) for own in row.phones)]

    async def named(self, name: str) -> Sequence[PersonRow]:
        """People of that name."""
        return [row for row in self._names.get(name_index(name)) if same_person(row.name, name)]

    async def at(self, company: Place) -> Sequence[PersonRow]:
        """People at that company."""
        near = [*self._at_domain.get(company.domain or ""), *self._at_name.all(company.keys)]
        return _once(row for row in near if company.has(row.company, row.domain))

    async def touches(self, people: Sequence[PersonRow], company: Place | None) -> Sequence[TouchRow]:
        """Touches of these people, and of the company."""
        found = _once(self._touches.all([*_people(people), *_company(company)]))
        return sorted(found, key=newest_first)[:MOST]

    async def relations(self, people: Sequence[PersonRow]) -> Sequence[RelationRow]:
        """Colleagues' ties to these people."""
        return _once(self._relations.all(_people(people)))

    async def listed(self, sought: Sought) -> Sequence[ListedRow]:
        """Entries that share a lookup key with what is sought."""
        keys = [
            *(("name", name_index(name)) for name in sought.names),
            *(("email", cells.email_key(address)) for address in sought.emails),
            *(("phone", tail(phone)) for phone in sought.phones),
            *(("domain", domain) for domain in sought.domains),
            *(("company", cells.key(name)) for name in sought.companies),
        ]
        return _once(self._listed.all(keys))

    async def events(self, people: Sequence[PersonRow], company: Place | None) -> Sequence[EventRow]:
        """News of these people and of the company."""
        return _once(self._events.all([*_people(people), *_company(company)]))[:MOST]

    async def connections(self, company: Place | None, person: PersonRow | None) -> Sequence[ConnectionRow]:
        """LinkedIn connections at the company, and those that are this person."""
        keys = [*(company.keys if company else ()), *((name_index(person.name),) if person else ())]
        return _once(self._connected.all([key for key in keys if key]))[:MOST]

    async def summary(self) -> tuple[str, Sequence[str]]:
        """How many rows of each table, and every problem."""
        rows = self._rows
        counts = {
            "people": rows.people,
            "companies": rows.companies,
            "touches": rows.touches,
            "relations": rows.relations,
            "do-not-call entries": rows.do_not_call,
            "events": rows.events,
            "LinkedIn connections": rows.connections,
        }
        said = ", ".join(f"{len(found):,} {name}" for name, found in counts.items() if found) or "nothing in it"
        return said, (*rows.problems, *self.directory.repeated)


class _Index(Generic[T]):
    """Rows by key. A key with one row keeps the bare row: a million lists of one would slow garbage collection."""

    __slots__ = ("_many", "_one")

    def __init__(self, rows: Iterable[T], keys: Callable[[T], Iterable[Hashable]]) -> None:
        self._one: dict[Hashable, T] = {}
        self._many: dict[Hashable, list[T]] = {}
        for row in rows:
            for key in keys(row):
                if key in self._many:
                    self._many[key].append(row)
                elif key in self._one:
                    self._many[key] = [self._one.pop(key), row]
                else:
                    self._one[key] = row

    def get(self, key: Hashable) -> Sequence[T]:
        """Every row of a key."""
        return (self._one[key],) if key in self._one else self._many.get(key, ())

    def all(self, keys: Iterable[Hashable]) -> Iterable[T]:
        """Every row of any of these keys; one that has two of them comes twice."""
        return (row for key in keys for row in self.get(key))


def _once(rows: Iterable[T]) -> list[T]:
    return list({id(row): row for row in rows}.values())


def _whose(
    number: str | None, address: str | None, company: str | None = None, domain: str | None = None
) -> tuple[Hashable, ...]:
    """The keys of a row about a person, or else about a company."""
    if number or address:
        ids = (("id", number),) if number else ()
        return (*ids, *((("email", cells.email_key(address)),) if address else ()))
    names = (("company", cells.key(company)),) if company else ()
    site = domain or cells.domain(company or "")
    return (*names, ("domain", site)) if site else names


def _people(people: Iterable[PersonRow]) -> list[Hashable]:
    """The keys under which rows about these people lie."""
    ids: list[Hashable] = [("id", row.id) for row in people]
    return [*ids, *(("email", cells.email_key(row.email)) for row in people if row.email)]


def _company(company: Place | None) -> list[Hashable]:
    if company is None:
        return []
    names: list[Hashable] = [("company", key) for key in company.keys]
    return [*names, ("domain", company.domain)] if company.domain else names


def _listed_as(row: ListedRow) -> tuple[Hashable, ...]:
    """The keys an entry is found by; one kind is compared in one way only."""
    match row.kind:
        case "email":
            return (("email", cells.email_key(row.value)),)
        case "phone":
            return (("phone", tail(row.value)),)
        case "domain":
            return (("domain", cells.domain(row.value) or row.value.casefold()),)
        case "company":
            site = cells.domain(row.value)
            return (("company", cells.key(row.value)), *((("domain", site),) if site else ()))
        case _:
            return (("name", name_index(row.value.partition(" at ")[0])),)

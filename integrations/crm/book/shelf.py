"""What a book is asked, wherever it lies: in memory (CSV) or in a database (SQL)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.understand import person_key
from integrations.crm.book import cells
from integrations.crm.book.directory import Directory, Place
from integrations.crm.book.rows import ConnectionRow, EventRow, ListedRow, PersonRow, RelationRow, TouchRow

MOST = 500  # rows of one answer


@dataclass(frozen=True, slots=True)
class Sought:
    """Everything that a do-not-call entry may name one person or company by."""

    names: frozenset[str] = frozenset()  # as typed or written
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    companies: frozenset[str] = frozenset()


class Shelf(Protocol):
    """Rows by what is known of somebody; every method raises SourceUnavailable when they cannot be read."""

    @property
    def directory(self) -> Directory:
        """Every company it names."""
        ...

    async def by_id(self, number: str) -> Sequence[PersonRow]:
        """People of that id."""
        ...

    async def by_email(self, address: str) -> Sequence[PersonRow]:
        """People of that e-mail address."""
        ...

    async def by_slug(self, slug: str) -> Sequence[PersonRow]:
        """People of that LinkedIn profile."""
        ...

    async def by_phone(self, phone: str) -> Sequence[PersonRow]:
        """People of that number, given as +13125550123."""
        ...

    async def named(self, name: str) -> Sequence[PersonRow]:
        """People of that name, wherever they work."""
        ...

    async def at(self, company: Place) -> Sequence[PersonRow]:
        """People at that company."""
        ...

    async def touches(self, people: Sequence[PersonRow], company: Place | None) -> Sequence[TouchRow]:
        """Touches of these people, and of the company."""
        ...

    async def relations(self, people: Sequence[PersonRow]) -> Sequence[RelationRow]:
        """Colleagues' ties to these people."""
        ...

    async def listed(self, sought: Sought) -> Sequence[ListedRow]:
        """Entries of the do-not-call list that may name them: at least every one that does."""
        ...

    async def events(self, people: Sequence[PersonRow], company: Place | None) -> Sequence[EventRow]:
        """News of these people and of the company."""
        ...

    async def connections(self, company: Place | None, person: PersonRow | None) -> Sequence[ConnectionRow]:
        """LinkedIn connections at the company, and those that are this person."""
        ...

    async def summary(self) -> tuple[str, Sequence[str]]:
        """How many rows of each table, and every problem."""
        ...


def name_index(name: str) -> str:
    """The name without middle initials: people of equal index may be the same; same_person decides."""
    words = person_key(name).split()
    return " ".join(word for at, word in enumerate(words) if at in {0, len(words) - 1} or len(word) > 1)


def tail(phone: str) -> str:
    """The last seven digits, by which numbers are looked up before they are compared."""
    return cells.digits(phone)[-7:]


def newest_first(touch: TouchRow) -> int:
    """The order of touches; undated ones come last."""
    return -touch.at.on.toordinal() if touch.at else 0

"""Whom and which company of the book the typed words may mean; a tie or a guess is always a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.model import Candidate, Evidence, Prospect
from bot.understand import Asked, is_free_mail, person_key, registrable, same_person
from integrations.crm.book import cells
from integrations.crm.book.directory import Place, place, place_of
from integrations.crm.book.labels import Labels
from integrations.crm.book.rows import CompanyRow, PersonRow
from integrations.crm.book.shelf import Shelf

_OFFERED = 10  # candidates of one kind

NEARLY = 80  # rapidfuzz ratio of two names at one company: two letters swapped in "Jane Doe" give 87; it only asks


@dataclass(frozen=True, slots=True)
class Matching:
    """Matches against one reading of the book."""

    shelf: Shelf
    labels: Labels

    async def candidates(self, asked: Asked) -> list[Candidate]:
        """Persons first; companies too, unless one person is found beyond doubt: their candidate carries it."""
        persons = await self._persons(asked)
        if len(persons) == 1 and persons[0].evidence >= Evidence.BOOK:
            return persons
        return [*persons, *self._companies(asked)]

    async def _persons(self, asked: Asked) -> list[Candidate]:
        if asked.email and (rows := await self.shelf.by_email(asked.email)):
            return self._offered(rows, Evidence.EMAIL)
        slug = cells.slug(asked.linkedin or "")
        if slug and (rows := await self.shelf.by_slug(slug)):
            return self._offered(rows, Evidence.BOOK)
        if asked.phone and (rows := await self.shelf.by_phone(asked.phone)):
            fitting = [row for row in rows if not asked.person or same_person(row.name, asked.person)]
            if fitting:
                return self._offered(fitting, Evidence.BOOK)
        if not asked.person:
            return []
        where = self._place(asked)
        if not where:
            return self._offered(await self.shelf.named(asked.person), Evidence.SEVERAL)
        return self._at(asked.person, await self._people_at(where))

    def _at(self, name: str, people: Sequence[PersonRow]) -> list[Candidate]:
        """Those of that name at the company, or else those whose name is nearly that."""
        exact = [row for row in people if same_person(row.name, name)]
        if exact:
            return self._offered(exact, Evidence.BOOK)
        key = person_key(name)
        near = [(fuzz.ratio(key, person_key(row.name)), row) for row in people]
        alike = sorted((pair for pair in near if pair[0] >= NEARLY), key=lambda pair: -pair[0])
        return self._offered([row for _, row in alike], Evidence.FUZZY)

    async def _people_at(self, where: Sequence[Place]) -> list[PersonRow]:
        found = [row for one in where for row in await self.shelf.at(one)]
        return list({row.id: row for row in found}.values())

    def _place(self, asked: Asked) -> list[Place]:
        """Where the asked company's people are looked for: under each company of that name or domain, and as typed."""
        directory = self.shelf.directory
        domain = _own_domain(asked)
        rows = directory.by_domain(domain) if domain else directory.named(asked.company or "")
        typed = place(asked.company, domain=domain)
        return [*(place_of(row) for row in rows), *([typed] if typed else [])]

    def _offered(self, rows: Sequence[PersonRow], evidence: Evidence) -> list[Candidate]:
        """A single exact one is taken; of several none is, until somebody chooses."""
        several = len(rows) > 1 and evidence >= Evidence.NAME
        told = Evidence.SEVERAL if several else evidence
        return [
            self.labels.person_candidate(row, self.shelf.directory.of(row), told, rank)
            for rank, row in enumerate(sorted(rows, key=_freshest)[:_OFFERED])
        ]

    def _companies(self, asked: Asked) -> list[Candidate]:
        directory, domain = self.shelf.directory, _own_domain(asked)
        if domain and (rows := directory.by_domain(domain)):
            return self._listed(rows, Evidence.DOMAIN)
        if not asked.company or domain:
            return []
        if rows := directory.named(asked.company):
            return self._listed(rows, Evidence.BOOK if len(rows) == 1 else Evidence.SEVERAL)
        near = self._listed(directory.beginning(asked.company), Evidence.PREFIX)
        return near or self._listed(directory.alike(asked.company), Evidence.FUZZY)

    def _listed(self, rows: Iterable[CompanyRow], evidence: Evidence) -> list[Candidate]:
        distinct = list({row.id: row for row in rows}.values())[:_OFFERED]
        return [self.labels.company_candidate(row, evidence, rank) for rank, row in enumerate(distinct)]


async def own_rows(shelf: Shelf, prospect: Prospect) -> list[PersonRow]:
    """The prospect's own rows: by id, e-mail or LinkedIn; by name and company only when exactly one fits.

    Several rows come back only for one e-mail address or profile, which is one person entered twice.
    """
    person = prospect.person
    if person is None:
        return []
    if person.book_id:
        return list(await shelf.by_id(person.book_id))
    if person.email and (rows := await shelf.by_email(person.email)):
        return [row for row in rows if "@" in person.name or same_person(row.name, person.name)]
    slug = cells.slug(person.linkedin or "")
    if slug and (rows := await shelf.by_slug(slug)):
        return list(rows)
    rows = await namesakes(shelf, prospect)
    return rows if len(rows) == 1 else []


async def namesakes(shelf: Shelf, prospect: Prospect) -> list[PersonRow]:
    """Everybody of the prospect's name at the prospect's company."""
    if prospect.person is None or prospect.company is None:
        return []
    where = place_of(prospect.company)
    return [row for row in await shelf.named(prospect.person.name) if where.has(row.company, row.domain)]


def _own_domain(asked: Asked) -> str | None:
    """The company's domain that was typed, alone or in an e-mail address."""
    host = asked.domain or (asked.email or "").rpartition("@")[2]
    found = registrable(host) if host else None
    return None if found is None or is_free_mail(found) else found


def _freshest(row: PersonRow) -> tuple[int, str]:
    seen = row.seen or row.updated
    return (-seen.on.toordinal() if seen else 0, row.id)

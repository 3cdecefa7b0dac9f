"""Every company a book names, found by name, alias, domain or id in one step."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from bot.model import Company
from integrations.crm.book import cells
from integrations.crm.book.rows import CompanyRow, PersonRow

TYPING_MISTAKE = 88  # rapidfuzz ratio, on six letters or more (sources.md 8.5)
SHORTEST = 6
_MOST = 5  # near names offered


@dataclass(frozen=True, slots=True)
class Place:
    """A company as it is looked for: its comparable names, its domain, its row in the book where there is one."""

    keys: frozenset[str]
    domain: str | None = None
    book_id: str | None = None

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.keys or self.domain or self.book_id)

    def has(self, company: str | None, domain: str | None) -> bool:
        """Whether a row of this company and domain belongs here; two different domains are two companies."""
        if self.domain and domain:
            return self.domain == domain
        return bool(company) and cells.key(company or "") in self.keys


def place(*names: str | None, domain: str | None = None, book_id: str | None = None) -> Place:
    """A place of these names."""
    return Place(frozenset(key for name in names if name and (key := cells.key(name))), domain, book_id)


def place_of(company: Company | CompanyRow) -> Place:
    """Where a company's people and touches are looked for."""
    legal, book_id = (company.legal_name, company.book_id) if isinstance(company, Company) else (None, company.id)
    return place(company.name, legal, *company.aliases, domain=company.domain, book_id=book_id)


class Directory:
    """The companies of a book: those of its table, and those that only people's rows name."""

    def __init__(
        self, listed: Iterable[CompanyRow], people: Iterable[tuple[str | None, str | None, str | None]]
    ) -> None:
        """`people` gives company name, domain and owner of every person's row."""
        self._by_id: dict[str, CompanyRow] = {}
        self._by_domain: dict[str, list[CompanyRow]] = {}
        self._by_key: dict[str, list[CompanyRow]] = {}
        self.repeated: list[str] = []
        for row in listed:
            self._add(row if row.id else replace(row, id=self._made_id(row)))
        self._owners: dict[str, str] = {}
        known = dict.fromkeys(people)
        for name, domain in dict.fromkeys((name, domain) for name, domain, _ in known):
            if name and (key := cells.key(name)) and not self._covered(key, domain):
                self._add(CompanyRow(f"{key}|{domain}" if domain else key, name, domain=domain, listed=False))
        for name, domain, owner in known:
            if owner and (row := self.of(PersonRow("", "", company=name, domain=domain))):
                self._owners.setdefault(row.id, owner)
        self._keys = sorted(self._by_key)

    def __len__(self) -> int:
        """How many companies."""
        return len(self._by_id)

    def owned(self) -> list[tuple[CompanyRow, str]]:
        """The companies somebody looks after, each with its owner: its own, else that of the first of its people."""
        every = ((row, row.owner or self._owners.get(row.id)) for row in self._by_id.values())
        return [(row, owner) for row, owner in every if owner]

    def by_id(self, number: str | None) -> CompanyRow | None:
        """The company of that id."""
        return self._by_id.get(number or "")

    def by_domain(self, domain: str | None) -> Sequence[CompanyRow]:
        """Every company of that domain."""
        return self._by_domain.get(domain or "", ())

    def named(self, name: str) -> Sequence[CompanyRow]:
        """Every company of that name or alias."""
        return self._by_key.get(cells.key(name), ())

    def knows(self, name: str) -> bool:
        """Whether one of that name is here."""
        return cells.key(name) in self._by_key

    def spelled(self, keys: Iterable[str]) -> list[str]:
        """These names as the book writes them: "muller" -> Müller GmbH."""
        return [name for key in keys for row in self._by_key.get(key, ()) for name in (row.name, *row.aliases)]

    def beginning(self, name: str) -> Sequence[CompanyRow]:
        """Companies whose name begins with these whole words: "goldman" -> Goldman Sachs."""
        start = f"{cells.key(name)} "
        at = bisect_left(self._keys, start)
        near = [key for key in self._keys[at : at + _MOST] if key.startswith(start)] if start.strip() else []
        return [row for key in near for row in self._by_key[key]]

    def alike(self, name: str) -> Sequence[CompanyRow]:
        """Companies whose name differs by a likely typing mistake; slow among many (a pass over all names)."""
        key = cells.key(name)
        if len(key) < SHORTEST:
            return ()
        near = process.extract(key, self._keys, scorer=fuzz.ratio, score_cutoff=TYPING_MISTAKE, limit=_MOST)
        return [row for found, _, _ in near for row in self._by_key[found]]

    def of(self, person: PersonRow) -> CompanyRow | None:
        """A person's company: by domain, else the only one of that name, else just the name in their row."""
        if not person.company and not person.domain:
            return None
        at_domain = self.by_domain(person.domain)
        if at_domain:
            return next(
                (row for row in at_domain if person.company and row in self.named(person.company)), at_domain[0]
            )
        named = [row for row in self.named(person.company or "") if not (row.domain and person.domain)]
        if len(named) == 1:
            return named[0]
        key = cells.key(person.company or "")
        return CompanyRow(
            key or person.domain or "", person.company or person.domain or "", domain=person.domain, listed=False
        )

    def find(self, company: Company) -> CompanyRow | None:
        """The row of a company known by id, domain or name; None when several fit."""
        if row := self.by_id(company.book_id):
            return row
        rows = self.by_domain(company.domain) or [
            row
            for name in (company.name, company.legal_name, *company.aliases)
            if name
            for row in self.named(name)
            if not (row.domain and company.domain)
        ]
        distinct = list({row.id: row for row in rows}.values())
        return distinct[0] if len(distinct) == 1 else None

    def _made_id(self, row: CompanyRow) -> str:
        key = cells.key(row.name)
        return f"{key}|{row.domain}" if key in self._by_id and row.domain else key

    def _covered(self, key: str, domain: str | None) -> bool:
        """Whether a person's company is already here: under its domain, or under its name without another domain."""
        if domain and domain in self._by_domain:
            return True
        return any(not (row.domain and domain) for row in self._by_key.get(key, ()))

    def _add(self, row: CompanyRow) -> None:
        if row.id in self._by_id:
            self.repeated.append(
                f"companies, line {row.line}: id “{row.id[:40]}” is used twice; the first was kept by id"
            )
        self._by_id.setdefault(row.id, row)
        if row.domain:
            self._by_domain.setdefault(row.domain, []).append(row)
        for key in dict.fromkeys(cells.key(name) for name in (row.name, *row.aliases)):
            if key:
                self._by_key.setdefault(key, []).append(row)

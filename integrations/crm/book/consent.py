"""Do not call: every flag and list entry that names this person, number, address or company; when in doubt, it does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.model import Company, Fact, Prospect
from bot.understand import registrable, same_person
from integrations.crm.book import cells
from integrations.crm.book.labels import Labels
from integrations.crm.book.matching import namesakes, own_rows
from integrations.crm.book.rows import CompanyRow, ListedRow, PersonRow
from integrations.crm.book.shelf import Shelf, Sought
from integrations.crm.book.statements import Statements, outcome


@dataclass(frozen=True, slots=True)
class Sparing:
    """Looks one prospect up among everybody who must not be called."""

    shelf: Shelf
    say: Statements
    labels: Labels

    async def facts(self, prospect: Prospect) -> list[Fact]:
        """A fact for each reason not to call; empty when the book has none."""
        noun = prospect.person or prospect.company
        if noun is None:
            return []
        rows = await self._rows(prospect)
        sought = self._sought(prospect, rows)
        listed = [row for row in await self.shelf.listed(sought) if self._names(row, sought)]
        flagged = [self.say.flagged(noun.id, row) for row in rows if row.do_not_call]
        touches = await self.shelf.touches(rows, None) if rows else ()
        flagged += [self.say.asked(noun.id, touch) for touch in touches if outcome(touch) == "do_not_call"]
        return [*flagged, *(self.say.listed(noun.id, row) for row in listed)]

    async def _rows(self, prospect: Prospect) -> Sequence[PersonRow]:
        """The prospect's rows; when none is certain, everybody's who may be them."""
        own = await own_rows(self.shelf, prospect)
        if own and prospect.person and prospect.person.book_id:
            return own
        return list({row.id: row for row in [*own, *await namesakes(self.shelf, prospect)]}.values())

    def _sought(self, prospect: Prospect, rows: Sequence[PersonRow]) -> Sought:
        person, company = prospect.person, prospect.company
        at = self.shelf.directory.find(company) if company else None
        emails = _some([person.email if person else None, *(row.email for row in rows)])
        hosts = [address.rpartition("@")[2].casefold() for address in emails]
        sites = [company.domain if company else None, at.domain if at else None, *(row.domain for row in rows)]
        names = [*_names_of(company), *_names_of(at), *(row.company for row in rows)]
        return Sought(
            names=_some([person.name if person else None, *(row.name for row in rows)]),
            emails=emails,
            phones=_some([person.phone if person else None, *(phone for row in rows for phone in row.phones)]),
            domains=_some([*sites, *hosts, *(registrable(host) for host in hosts)]),
            companies=_some(names),
        )

    def _names(self, row: ListedRow, sought: Sought) -> bool:
        """Whether an entry names what is sought; compared as its kind is: addresses, numbers, names."""
        value = row.value
        match row.kind:
            case "email":
                return cells.email_key(value) in {cells.email_key(address) for address in sought.emails}
            case "phone":
                return any(cells.same_phone(value, phone, self.labels.region) for phone in sought.phones)
            case "domain":
                return (cells.domain(value) or value.casefold()) in sought.domains
            case "company":
                key, site = cells.key(value), cells.domain(value)
                return key in {cells.key(name) for name in sought.companies} or site in sought.domains
            case _:
                return _named(value, sought)


def _named(value: str, sought: Sought) -> bool:
    """A bare name means everybody of that name; "Jane Doe at Acme" only the one there."""
    name, at, company = value.partition(" at ")
    if at and cells.key(company) not in {cells.key(one) for one in sought.companies}:
        return False
    return any(same_person(name, one) for one in sought.names)


def _some(texts: Iterable[str | None]) -> frozenset[str]:
    return frozenset(text for text in texts if text)


def _names_of(company: Company | CompanyRow | None) -> list[str | None]:
    if company is None:
        return []
    return [company.name, company.legal_name if isinstance(company, Company) else None, *company.aliases]

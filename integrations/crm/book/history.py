"""Everything the book says of a prospect: role, touches, ties, news, the people around them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.model import Fact, Prospect, Quantity
from bot.understand import same_person
from integrations.crm.book import cells
from integrations.crm.book.directory import Place, place_of
from integrations.crm.book.matching import own_rows
from integrations.crm.book.rows import CompanyRow, ConnectionRow, PersonRow, TouchRow
from integrations.crm.book.shelf import Shelf, newest_first
from integrations.crm.book.statements import Statements

AROUND = 20  # other people of the company
TOUCHES = 50  # of the person, and of the others, newest first


@dataclass(frozen=True, slots=True)
class History:
    """Asks one reading of the book about one prospect."""

    shelf: Shelf
    say: Statements
    today: date

    async def facts(self, prospect: Prospect) -> list[Fact]:
        """Facts about exactly this prospect; empty when the book has neither them nor their company."""
        own = await own_rows(self.shelf, prospect)
        at = self.shelf.directory.find(prospect.company) if prospect.company else None
        where = self._where(prospect, at)
        people = await self.shelf.at(where) if where else ()
        others = [row for row in people if row.id not in {mine.id for mine in own}]
        found = [*await self._person(prospect, own, where), *self._company(prospect, at)]
        found += await self._news(prospect, own, where)
        found += await self._touches(prospect, own, others, where)
        found += await self._connections(prospect, own, others, where)
        return found + [fact for row in sorted(others, key=_freshest)[:AROUND] for fact in self._around(row, prospect)]

    def _where(self, prospect: Prospect, at: CompanyRow | None) -> Place | None:
        if prospect.company is None:
            return None
        here = place_of(prospect.company)
        if at is None:
            return here
        row = place_of(at)
        return Place(here.keys | row.keys, here.domain or row.domain, at.id)

    async def _person(self, prospect: Prospect, own: Sequence[PersonRow], where: Place | None) -> list[Fact]:
        person = prospect.person
        if person is None or not own:
            return []
        found: list[Fact] = []
        for row in own:
            here = prospect.company if where and where.has(row.company, row.domain) else None
            found += self.say.person(person.id, row, here)
        for tie in await self.shelf.relations(own):
            found += self.say.relation(person.id, person.name, tie, self._size(tie.company, tie.headcount))
        return found

    def _size(self, company: str | None, told: Quantity | None) -> float | None:
        """How many people the shared employer has: as the tie says, else as the book's companies say."""
        rows = self.shelf.directory.named(company) if company else ()
        count = told or (rows[0].headcount if len(rows) == 1 else None)
        return (count.upto or count.number) if count else None

    def _company(self, prospect: Prospect, at: CompanyRow | None) -> Iterable[Fact]:
        return self.say.company(prospect.company.id, at) if prospect.company and at else ()

    async def _news(self, prospect: Prospect, own: Sequence[PersonRow], where: Place | None) -> list[Fact]:
        """Events of the person are theirs only; those of the company are the company's."""
        found: list[Fact] = []
        for row in await self.shelf.events(own, where):
            theirs = row.person_id or row.person_email
            noun = prospect.person if theirs else prospect.company
            if noun and not (where and row.domain and where.domain and row.domain != where.domain):
                found.append(self.say.event(noun.id, row, self.today))
        return found

    async def _touches(
        self, prospect: Prospect, own: Sequence[PersonRow], others: Sequence[PersonRow], where: Place | None
    ) -> list[Fact]:
        """What we did with them, then with others of the company, each with whom it was."""
        rows = await self.shelf.touches([*own, *others], where)
        mine: list[Fact] = []
        theirs: list[tuple[TouchRow, str | None]] = []
        for row in sorted(rows, key=newest_first):
            if prospect.person and any(_is_with(row, person) for person in own):
                mine.append(self.say.touch(prospect.person.id, row))
            else:
                theirs.append((row, next((person.name for person in others if _is_with(row, person)), None)))
        company = prospect.company
        around = [self.say.touch(company.id, row, name) for row, name in theirs[:TOUCHES]] if company else []
        return [*mine[:TOUCHES], *around]

    async def _connections(
        self, prospect: Prospect, own: Sequence[PersonRow], others: Sequence[PersonRow], where: Place | None
    ) -> list[Fact]:
        """Whom a rep's LinkedIn export ties to this company, the person first; a namesake only by their profile."""
        person = prospect.person
        like = own[0] if own else PersonRow("", person.name) if person else None
        rows = await self.shelf.connections(where, like)
        alone = {row.name for row in rows if not any(same_person(row.name, other.name) for other in others)}
        found: list[tuple[bool, Fact]] = []
        for row in rows:
            here = bool(where and where.has(row.company, cells.mail_domain(row.email)))
            named = person is not None and row.name in alone and same_person(row.name, person.name)
            if person and (_same_profile(row, own) or (here and named)):
                found.append((True, self.say.connection(person.id, row, None)))
            elif here:
                found.append((False, self.say.connection(f"person:linkedin:{row.slug or row.name}", row, None)))
        found.sort(key=lambda pair: not pair[0])
        return [fact for _, fact in found[:AROUND]]

    def _around(self, row: PersonRow, prospect: Prospect) -> Iterator[Fact]:
        yield self.say.employment(f"person:book:{row.id}", row, prospect.company)


def _is_with(touch: TouchRow, person: PersonRow) -> bool:
    by_email = bool(touch.person_email and person.email)
    return touch.person_id == person.id or (
        by_email and cells.email_key(touch.person_email or "") == cells.email_key(person.email or "")
    )


def _same_profile(row: ConnectionRow, own: Sequence[PersonRow]) -> bool:
    return any(row.slug and row.slug == mine.slug for mine in own)


def _freshest(row: PersonRow) -> tuple[int, str]:
    seen = row.seen or row.updated
    return (-seen.on.toordinal() if seen else 0, row.id)

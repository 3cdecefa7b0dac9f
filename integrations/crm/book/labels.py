"""What the book's nouns look like outside: ids, Person, Company, and the words that tell one from another."""

from dataclasses import dataclass

from bot.model import Candidate, Company, Evidence, Person
from integrations.crm.book import cells
from integrations.crm.book.rows import CompanyRow, PersonRow

PERSON, COMPANY = "book:person:", "book:company:"  # how a candidate's ref begins


@dataclass(frozen=True, slots=True)
class Labels:
    """How this book is called ("your book"), and where numbers without a country code ring."""

    book: str
    region: str | None = None

    def phone(self, row: PersonRow) -> str | None:
        """The first number that can be read, as +13125550123."""
        told = cells.region(row.country) or self.region
        return next((number for text in row.phones if (number := cells.e164(text, told))), None)

    def person(self, row: PersonRow) -> Person:
        """The person of a row."""
        return Person(
            id=f"person:book:{row.id}",
            name=row.name,
            title=row.title,
            email=row.email,
            phone=self.phone(row) or next(iter(row.phones), None),
            linkedin=f"https://www.linkedin.com/in/{row.slug}" if row.slug else None,
            time_zone=row.time_zone,
            book_id=row.id,
        )

    def company(self, row: CompanyRow) -> Company:
        """The company of a row; known by its domain where it has one."""
        return Company(
            id=f"company:{row.domain}" if row.domain else f"company:book:{row.id}",
            name=row.name,
            aliases=row.aliases,
            domain=row.domain,
            city=row.city,
            country=row.country,
            industry=row.industry,
            book_id=row.id,
        )

    def person_candidate(self, row: PersonRow, at: CompanyRow | None, evidence: Evidence, rank: int = 0) -> Candidate:
        """A person who may be meant, with their company."""
        city = row.city or (at.city if at else None)
        company = at.name if at else row.company
        job = " at ".join(part for part in (row.title, company) if part)
        told = {"title": row.title, "company": company, "email": row.email, "city": city}
        return Candidate(
            ref=f"{PERSON}{row.id}",
            company=self.company(at) if at else None,
            person=self.person(row),
            evidence=evidence,
            reason=_reason(self.book, job, row.email, city),
            supplier="book",
            rank=rank,
            details={name: text for name, text in told.items() if text},
        )

    def company_candidate(self, row: CompanyRow, evidence: Evidence, rank: int = 0) -> Candidate:
        """A company that may be meant."""
        told = {"domain": row.domain, "city": row.city, "country": row.country, "industry": row.industry}
        return Candidate(
            ref=f"{COMPANY}{row.id}",
            company=self.company(row),
            person=None,
            evidence=evidence,
            reason=_reason(self.book, row.domain, row.city, row.country, row.industry),
            supplier="book",
            rank=rank,
            details={name: text for name, text in told.items() if text},
        )


def _reason(book: str, *parts: str | None) -> str:
    told = ", ".join(part for part in parts if part)
    return f"in {book}: {told}" if told else f"in {book}"

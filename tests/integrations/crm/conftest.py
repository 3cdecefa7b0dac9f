"""A book written for one test, and a clock that stands still."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from bot.model import Candidate, Company, Fact, Identity, Person, Prospect
from bot.services import IO
from bot.understand import Asked
from integrations.crm.book import Book

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


class Clock:
    """All a book needs of the door to the world."""

    def now(self) -> datetime:
        """The time, which stands still."""
        return NOW


IO_STUB = cast("IO", Clock())


@dataclass(frozen=True, slots=True)
class Read:
    """A book and short ways to ask it."""

    book: Book
    folder: Path

    async def candidates(
        self,
        person: str | None = None,
        company: str | None = None,
        domain: str | None = None,
        *,
        email: str | None = None,
        linkedin: str | None = None,
        phone: str | None = None,
    ) -> Sequence[Candidate]:
        """The candidates for what was typed."""
        asked = Asked("typed", person, None, company, domain, email, linkedin, phone=phone)
        return await self.book.candidates(asked, IO_STUB)

    async def found(
        self,
        person: str | None = None,
        company: str | None = None,
        domain: str | None = None,
        *,
        email: str | None = None,
        linkedin: str | None = None,
        phone: str | None = None,
    ) -> list[tuple[str, str]]:
        """Each candidate's ref and evidence."""
        told = await self.candidates(person, company, domain, email=email, linkedin=linkedin, phone=phone)
        return [(one.ref, one.evidence.name) for one in told]

    async def history(self, prospect: Prospect) -> Sequence[Fact]:
        """The book's facts."""
        return await self.book.history(prospect, IO_STUB)

    async def spared(self, prospect: Prospect) -> list[str]:
        """Why they must not be called, in the book's words."""
        facts = await self.book.consent(prospect, IO_STUB)
        return [" ".join(filter(None, (*fact.others.values(), fact.quote))) for fact in facts]


Write = Callable[[Mapping[str, str | bytes]], Read]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files into a folder and open it as a book."""

    def opened(files: Mapping[str, str | bytes]) -> Read:
        for name, text in files.items():
            (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
        return Read(Book.open(str(tmp_path), now=lambda: NOW, region="US"), tmp_path)

    return opened


def prospect(
    name: str | None = None, company: str | None = "Acme", *, email: str | None = None, phone: str | None = None
) -> Prospect:
    """A prospect as typed."""
    person = Person("person:typed", name, email=email, phone=phone) if name else None
    at = Company(f"company:typed:{company}", company) if company else None
    return Prospect(person, at, Identity.YOUR_WORD)

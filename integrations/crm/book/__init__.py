"""The book: the team's own people, companies, touches, ties and do-not-call list, from CSV files or a SQL database."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

from bot.errors import SettingsMistake
from bot.model import Candidate, Fact, Prospect
from bot.services import IO, Account, Terms
from bot.understand import Asked
from integrations.crm.book import cells
from integrations.crm.book.consent import Sparing
from integrations.crm.book.database import Database
from integrations.crm.book.directory import Directory
from integrations.crm.book.history import History
from integrations.crm.book.labels import Labels
from integrations.crm.book.matching import Matching
from integrations.crm.book.reading import Files
from integrations.crm.book.statements import Statements

SAMPLE = "sample"  # the value of WARMUP_BOOK that opens the made-up book
_SAMPLE_BOOK = Path(__file__).parent.parent / "sample_book"
_PROBLEMS_SHOWN = 20

__all__ = ["SAMPLE", "Book"]


class Book:
    """The team's own records, only ever read (services.CRM)."""

    def __init__(self, kept: Files | Database, name: str, region: str | None = None) -> None:
        """`name` is what cards call it; use `open`."""
        self._kept = kept
        self._name = name
        self._accounts: tuple[Directory | None, Sequence[Account]] = (None, ())
        self._labels = Labels(name[:1].lower() + name[1:], region)
        self.terms = Terms(
            name="book",
            title=name,
            needs=(frozenset({"person"}), frozenset({"company"})),
            requires=("WARMUP_BOOK",),
            timeout=timedelta(seconds=5),
            lifetime=timedelta(0),
            lifetime_empty=timedelta(0),
            rate=(1_000, 1.0),
            licence="your-own",
        )

    @classmethod
    def open(
        cls, where: str, *, now: Callable[[], datetime], region: str | None = None, rep: str | None = None
    ) -> Self:
        """Open a folder of CSV files, one CSV file of people, `sqlite:///…`, `postgresql://…`, or `sample`.

        `region` ("US") reads telephone numbers without a country code; `rep` is whose LinkedIn connections a plain
        Connections.csv in the folder holds. Nothing is read yet. Raises SettingsMistake when there is no such book.
        """
        if where == SAMPLE:
            return cls(Files(_SAMPLE_BOOK, now, region, rep, sample=True), "Sample book (made up)", region)
        if "://" in where:
            return cls(Database.open(where, now, region), "Your book", region)
        path = Path(where).expanduser()
        if not path.exists():
            said = (
                f"WARMUP_BOOK: there is no file or folder {path}; give a folder of CSV files, a SQL address or “sample”"
            )
            raise SettingsMistake(said)
        return cls(Files(path, now, region, rep), "Your book", region)

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """The persons and companies in the book that what was typed may mean, likeliest first.

        Raises SourceUnavailable when the book cannot be read.
        """
        return await Matching(await self._kept.shelf(), self._labels).candidates(asked)

    async def history(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Role, numbers, touches, ties and news of exactly this prospect, and the people around them.

        Raises SourceUnavailable when the book cannot be read.
        """
        return await History(await self._kept.shelf(), self._say(io), io.now().date()).facts(prospect)

    async def consent(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Every do-not-call flag and list entry that names them, their number, address, domain or company.

        Raises SourceUnavailable when the book cannot be read: silence would read as permission.
        """
        return await Sparing(await self._kept.shelf(), self._say(io), self._labels).facts(prospect)

    async def accounts(self, io: IO) -> Sequence[Account]:
        """The companies that a colleague looks after; raises SourceUnavailable when the book cannot be read."""
        directory = (await self._kept.shelf()).directory
        if self._accounts[0] is not directory:  # many: made off the loop, once for each reading of the book
            self._accounts = directory, await asyncio.to_thread(self._owned, directory)
        return self._accounts[1]

    def knows(self, company: str) -> bool:
        """Whether a company of this name is in the book, as read last; False before the first reading."""
        last = self._kept.last
        return last is not None and last.directory.knows(company)

    async def check(self, io: IO | None = None) -> str:
        """What is in the book and what is wrong with it, by line, for `warmup check`; raises SourceUnavailable."""
        counts, problems = await (await self._kept.shelf()).summary()
        shown = [f"  {problem}" for problem in problems[:_PROBLEMS_SHOWN]]
        if len(problems) > _PROBLEMS_SHOWN:
            shown.append(f"  … and {len(problems) - _PROBLEMS_SHOWN:,} more")
        noun = "problem" if len(problems) == 1 else "problems"
        return "\n".join([f"{self._name}: {counts}; {len(problems):,} {noun}", *shown])

    async def problems(self) -> Sequence[str]:
        """Every line that could not be read as it stands: "people.csv, line 7: …"; raises SourceUnavailable."""
        return (await (await self._kept.shelf()).summary())[1]

    async def close(self) -> None:
        """Let go of files and connections."""
        await self._kept.close()

    def _owned(self, directory: Directory) -> Sequence[Account]:
        return [Account(self._labels.company(row), cells.colleague(who) or who) for row, who in directory.owned()]

    def _say(self, io: IO) -> Statements:
        return Statements(self._labels, self._name, io.now())

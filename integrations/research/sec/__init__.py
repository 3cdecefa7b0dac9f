"""SEC EDGAR: who is listed in the US, and what a company had to report (sources.md 3.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.errors import SourceUnavailable
from bot.model import Candidate, Evidence, Fact, Prospect
from bot.model.outside import slot
from bot.services import IO, Terms, Unclear
from bot.understand import Asked, company_key
from integrations.research.sec.body import Filer, filer
from integrations.research.sec.facts import Reading, facts
from integrations.research.sec.tickers import Index, build_index, candidate, search

__all__ = ["TERMS", "Sec"]

LOOKED_AT = 2  # filers asked for their former names before anybody waits too long

TERMS = Terms(
    resolves=True,
    name="sec",
    title="SEC EDGAR",
    needs=(frozenset({"cik"}),),
    requires=("WARMUP_CONTACT",),  # the SEC refuses those who do not say who they are
    timeout=timedelta(seconds=5),
    lifetime=timedelta(minutes=30),
    lifetime_empty=timedelta(days=1),
    stale_for=timedelta(days=1),
    rate=(5, 1.0),
    max_parallel=2,
    licence="public-domain",
    terms_url="https://www.sec.gov/os/accessing-edgar-data",
)


@dataclass(frozen=True, slots=True)
class Sec:
    """The filings at `data_url` and the file of tickers at `www_url`."""

    data_url: str
    www_url: str
    terms: Terms = TERMS

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """Filers with a ticker whose name or ticker is what was typed, or whose present name only shortened it."""
        if not asked.company:
            return ()
        index = await io.derived(f"{self.www_url.rstrip('/')}/files/company_tickers.json", build_index)
        if not index:
            return ()
        return search(index, asked.company) or await self._formerly(asked.company, index, io)

    async def _formerly(self, typed: str, index: Index, io: IO) -> Sequence[Candidate]:
        """Filers that had this name and kept its first words, as Tesla Motors did: the list has no former names."""
        key, told = company_key(typed), list[Candidate]()
        for one in index.before(key)[:LOOKED_AT]:
            found = await self._filer(one.cik, io)
            former = found.former if found else []
            name = next((name.name for name in former if company_key(name.name) == key), None)
            told += [candidate(one, Evidence.NAME, slot(name))] if name else []
        return told

    async def _filer(self, cik: int, io: IO) -> Filer | None:
        """The filer with that number; raises SourceUnavailable when the answer is about another."""
        found = await io.read_json(f"{self.data_url.rstrip('/')}/submissions/CIK{cik:010d}.json", filer)
        if found and found.number != cik:
            raise SourceUnavailable(self.terms.name, "unreadable answer")
        return found

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Names, numbers, place and industry, and events of the last year; Unclear when the number is no company's."""
        company = prospect.company
        if company is None or not company.cik:
            return ()
        found = await self._filer(company.cik, io)
        if found is None:
            return ()
        if not found.company:
            raise Unclear("its SEC number is that of a person, a fund or an investor")
        return facts(found, Reading(company.id, company.cik, io.now()))

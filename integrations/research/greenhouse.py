"""Greenhouse: roles a company has open, taken only from a board that bears the company's name (sources.md 3.4)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, timedelta
from functools import cached_property

from bot.errors import SourceUnavailable
from bot.model import Candidate, Company, Fact, Prospect
from bot.services import IO, Terms
from bot.understand import Asked, company_key, registrable
from integrations.boards import board, company_keys, domain_label, mistaken, slugs
from integrations.lenient import Maybe, Row, listed, rows, utc_day
from integrations.links import own_link
from integrations.postings import WINDOW, Board, Posting, hiring_facts, posting

TERMS = Terms(
    name="greenhouse",
    title="Greenhouse job board",
    needs=(frozenset({"company"}),),
    timeout=timedelta(seconds=5),
    lifetime=timedelta(hours=6),
    lifetime_empty=timedelta(days=7),
    rate=(2, 1.0),
    max_parallel=2,
    licence="employer's own postings",
    terms_url="https://developers.greenhouse.io/job-board.html",
)


class Named(Row):
    """A board, or a department on it."""

    name: Maybe[str] = None


class Job(Row):
    """One role, as far as it is read; `updated_at` moves with every edit and is no date of anything."""

    title: Maybe[str] = None
    company_name: Maybe[str] = None
    absolute_url: Maybe[str] = None
    first_published: Maybe[str] = None
    departments: Maybe[list[object]] = None

    @cached_property
    def opened(self) -> date | None:
        """The day it was first published."""
        return utc_day(self.first_published)

    @cached_property
    def department(self) -> str | None:
        """The first department it belongs to."""
        return next((found.name for found in rows(Named, self.departments) if found.name), None)


class Greenhouse:
    """The public job board API at `url`."""

    terms = TERMS

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """None: a board's name is no proof of who somebody is."""
        del asked, io
        return ()

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Hiring of the last 60 days and the number of open roles; Unclear when only strangers' boards fit."""
        company = prospect.company
        if company is None:
            return ()
        strangers: list[str] = []
        for slug in slugs(company):
            jobs = await self._jobs(slug, io)
            if own := await self._own(company, slug, jobs, io):
                own = await self._with_departments(company, slug, own, io)
                return hiring_facts(_postings(own, company), self._board(company, slug, io))
            if jobs:
                strangers.append(slug)
        if strangers:
            raise mistaken(strangers[0])
        return ()

    async def _jobs(self, slug: str, io: IO, params: Mapping[str, str] | None = None) -> list[Job]:
        return await io.read_json(f"{self._base(slug)}/jobs", _read_jobs, params) or []

    async def _own(self, company: Company, slug: str, jobs: list[Job], io: IO) -> list[Job]:
        """The jobs that name this company; where none names any, all of them if the board itself does."""
        names = company_keys(company)
        if any(job.company_name for job in jobs):
            return [job for job in jobs if company_key(job.company_name or "") in names]
        if not jobs:
            return []
        named = rows(Named, [await io.get_json(self._base(slug))])
        return jobs if named and company_key(named[0].name or "") in names else []

    async def _with_departments(self, company: Company, slug: str, jobs: list[Job], io: IO) -> list[Job]:
        """The same jobs with their departments, which come only together with all texts (large): not for old jobs."""
        today = io.now().astimezone(UTC).date()
        if not any(job.opened and today - job.opened <= WINDOW for job in jobs):
            return jobs
        try:
            whole = await self._jobs(slug, io, {"content": "true"})
        except SourceUnavailable:
            return jobs  # roles without departments are still worth telling
        names = company_keys(company)
        return [job for job in whole if not job.company_name or company_key(job.company_name) in names] or jobs

    def _board(self, company: Company, slug: str, io: IO) -> Board:
        page = f"https://job-boards.greenhouse.io/{slug}"
        return board(self.terms, company, page, io, 0.95 if slug == domain_label(company) else 0.85)

    def _base(self, slug: str) -> str:
        return f"{self._url}/v1/boards/{slug}"


def _postings(jobs: list[Job], company: Company) -> list[Posting]:
    domains = ("greenhouse.io", registrable(company.domain) if company.domain else None)
    return [posting(job.title, job.department, job.opened, own_link(job.absolute_url, domains)) for job in jobs]


def _read_jobs(body: object) -> list[Job]:
    return rows(Job, listed(TERMS.name, body, "jobs"))

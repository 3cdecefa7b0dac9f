"""Ashby: roles a company has open, taken only from a board its own careers page links to (sources.md 3.4)."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.model import Candidate, Company, Fact, Prospect
from bot.services import IO, Terms
from bot.understand import Asked, registrable
from integrations.boards import Mark, board, tied_board
from integrations.lenient import Maybe, Row, listed, rows, utc_day
from integrations.links import own_link
from integrations.postings import Posting, hiring_facts, posting

TERMS = Terms(
    name="ashby",
    title="Ashby job board",
    needs=(frozenset({"company"}),),
    timeout=timedelta(seconds=5),
    lifetime=timedelta(hours=6),
    lifetime_empty=timedelta(days=7),
    rate=(2, 1.0),
    max_parallel=2,
    licence="employer's own postings",
    terms_url="https://developers.ashbyhq.com/docs/public-job-posting-api",
)
LINKED = Mark(
    "ashbyhq.com",
    re.compile(
        r"(?<![\w.-])(?:jobs\.ashbyhq\.com|api\.ashbyhq\.com\\?/posting-api\\?/job-board)\\?/([\w.%-]+)", re.IGNORECASE
    ),
)


class Job(Row):
    """One role, as far as it is read. A role that does not say it is listed is treated as unlisted."""

    title: Maybe[str] = None
    department: Maybe[str] = None
    team: Maybe[str] = None
    publishedAt: Maybe[str] = None  # noqa: N815 (Ashby's spelling)
    isListed: Maybe[bool] = None  # noqa: N815 (Ashby's spelling)
    jobUrl: Maybe[str] = None  # noqa: N815 (Ashby's spelling)


class Ashby:
    """The public posting API at `url`."""

    terms = TERMS

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """None: a board's name is no proof of who somebody is."""
        del asked, io
        return ()

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Hiring of the last 60 days and the number of open roles; Unclear when no careers page links the board."""
        company = prospect.company
        if company is None:
            return ()

        async def read(slug: str) -> list[Posting]:
            return await self._postings(slug, company, io)

        found = await tied_board(company, io, read, LINKED)
        if found is None:
            return ()
        slug, postings = found
        return hiring_facts(postings, board(self.terms, company, f"https://jobs.ashbyhq.com/{slug}", io))

    async def _postings(self, slug: str, company: Company, io: IO) -> list[Posting]:
        domains = ("ashbyhq.com", registrable(company.domain) if company.domain else None)
        return [
            posting(job.title, job.department or job.team, utc_day(job.publishedAt), own_link(job.jobUrl, domains))
            for job in await self._jobs(slug, io)
            if job.isListed
        ]

    async def _jobs(self, slug: str, io: IO) -> list[Job]:
        body = await io.get_json(f"{self._url}/posting-api/job-board/{slug}")
        return rows(Job, listed(self.terms.name, body, "jobs"))

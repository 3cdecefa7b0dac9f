"""Lever: roles a company has open, taken only from a board its own careers page links to (sources.md 3.4)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from bot.errors import SourceUnavailable
from bot.model import Candidate, Company, Fact, Prospect
from bot.services import IO, Terms
from bot.understand import Asked, registrable
from integrations.boards import Mark, board, tied_board
from integrations.lenient import Maybe, Row, epoch_day, rows
from integrations.links import own_link
from integrations.postings import Posting, hiring_facts, posting

TERMS = Terms(
    name="lever",
    title="Lever job board",
    needs=(frozenset({"company"}),),
    timeout=timedelta(seconds=5),
    lifetime=timedelta(hours=6),
    lifetime_empty=timedelta(days=7),
    rate=(2, 1.0),
    max_parallel=2,
    licence="employer's own postings",
    terms_url="https://github.com/lever/postings-api",
)
LINKED = Mark(
    "lever.co",
    re.compile(
        r"(?<![\w.-])(?:jobs(?:\.eu)?\.lever\.co|api(?:\.eu)?\.lever\.co\\?/v0\\?/postings)\\?/([\w.%-]+)",
        re.IGNORECASE,
    ),
)
PAGE = 100
PAGES = 3  # boards of more than 300 roles are cut, and said to be


class Categories(Row):
    """Where a role stands in the company; some employers fill only the team."""

    department: Maybe[str] = None
    team: Maybe[str] = None


class Role(Row):
    """One posting, as far as it is read; `createdAt` is in milliseconds."""

    text: Maybe[str] = None
    createdAt: Maybe[int] = None  # noqa: N815 (Lever's spelling)
    hostedUrl: Maybe[str] = None  # noqa: N815 (Lever's spelling)
    categories: Maybe[Categories] = None


class Lever:
    """The public postings API at `url`."""

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
        whole = len(postings) < PAGE * PAGES
        own = replace(board(self.terms, company, f"https://jobs.lever.co/{slug}", io), complete=whole)
        return hiring_facts(postings, own)

    async def _postings(self, slug: str, company: Company, io: IO) -> list[Posting]:
        domains = ("lever.co", registrable(company.domain) if company.domain else None)
        return [
            posting(role.text, _department(role), _opened(role), own_link(role.hostedUrl, domains))
            for role in await self._roles(slug, io)
        ]

    async def _roles(self, slug: str, io: IO) -> list[Role]:
        found: list[Role] = []
        for page in range(PAGES):
            params = {"mode": "json", "limit": str(PAGE), "skip": str(page * PAGE)}
            body = await io.get_json(f"{self._url}/v0/postings/{slug}", params)
            if body is not None and not isinstance(body, list):
                raise SourceUnavailable(self.terms.name, "unreadable answer")
            listed = cast("list[object]", body or [])
            found += rows(Role, listed)
            if len(listed) < PAGE:
                break
        return found


def _department(role: Role) -> str | None:
    return (role.categories.department or role.categories.team) if role.categories else None


def _opened(role: Role) -> date | None:
    return epoch_day(role.createdAt // 1000) if role.createdAt else None

"""Finds a company's job board by its likely names, and proves that it is the company's own."""

import asyncio
import re
import unicodedata
from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from bot.errors import SourceUnavailable
from bot.model import Company, Origin, Source
from bot.services import IO, Page, Terms, Unclear
from bot.understand import company_key, registrable
from integrations.postings import Board, Posting

CAREERS = ("/careers", "/jobs")
PAGE = 1_000_000  # bytes of a careers page that are looked at
SHORTEST = 2  # a slug of one letter is a guess at anybody


class Mark(NamedTuple):
    """How a page names a board: the host that must occur, and a pattern whose one group is the slug."""

    host: str
    slug: re.Pattern[str]


def slugs(company: Company) -> tuple[str, ...]:
    """At most three names a board may have: the domain's label, the name in one word, the name with hyphens."""
    label = domain_label(company)
    plain = unicodedata.normalize("NFKD", company_key(company.name)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9 ]", "", plain).split()
    guesses = (label or "", "".join(words), "-".join(words))
    return tuple(dict.fromkeys(guess for guess in guesses if len(guess) >= SHORTEST))


def domain_label(company: Company) -> str | None:
    """`acme` for `acme.co.uk`; None without a domain, and for one that is not plain ASCII."""
    own = registrable(company.domain) if company.domain else None
    label = own.partition(".")[0] if own else ""
    return label if re.fullmatch(r"[a-z0-9-]+", label) else None


def company_keys(company: Company) -> frozenset[str]:
    """Every name of the company, made comparable."""
    names = (company.name, company.legal_name or "", *company.aliases)
    return frozenset(filter(None, map(company_key, names)))


def mistaken(slug: str) -> Unclear:
    """What to say when a board has the right name and nothing proves whose it is."""
    return Unclear(f"a board named {slug} exists, but nothing ties it to this company")


def board(terms: Terms, company: Company, page: str, io: IO, confidence: float = 1.0) -> Board:
    """The company's board at that address, as the source of its facts."""
    source = Source(
        supplier=terms.name,
        name=terms.title,
        url=page,
        read_at=io.now(),
        origin=Origin.OWN,
        licence=terms.licence,
    )
    return Board(company.id, source, confidence)


async def tied_board(
    company: Company, io: IO, read: Callable[[str], Awaitable[Sequence[Posting]]], named: Mark
) -> tuple[str, Sequence[Posting]] | None:
    """The first board with roles that the company's own careers page links to; None when there is no board.

    Raises Unclear when a board exists but is not linked.
    """
    found: list[str] = []
    proven: frozenset[str] | None = None
    for slug in slugs(company):
        postings = await read(slug)
        if not postings:
            continue
        proven = await _linked(company, io, named) if proven is None else proven
        if slug in proven:
            return slug, postings
        found.append(slug)
    if found:
        raise mistaken(found[0])
    return None


async def _linked(company: Company, io: IO, named: Mark) -> frozenset[str]:
    """The slugs of boards that the company's careers pages link or lead to."""
    own = registrable(company.domain) if company.domain else None
    if not own:
        return frozenset()
    pages = await asyncio.gather(*(_page(f"https://{own}{path}", io) for path in CAREERS))
    return frozenset(slug for page in pages if page for slug in _slugs_in(page, own, named))


def _slugs_in(page: Page, own: str, named: Mark) -> set[str]:
    # an own page that redirects to the board is proof as well; any other site's page proves nothing
    body = page.body[:PAGE] if registrable(page.url) == own else page.url.encode()
    if named.host.encode() not in body.lower():
        return set()  # most pages: a thousand times quicker than to search them
    found = named.slug.findall(body.decode("utf-8", "replace"))
    return {unquote(slug).strip(".").casefold() for slug in found}


async def _page(url: str, io: IO) -> Page | None:
    try:
        return await io.get_stranger(url)
    except SourceUnavailable:
        return None  # many companies have only one of the pages, or none: then nothing is proven

"""Wikipedia: what the company's article says first, quoted and attributed (sources.md 3.3)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from pydantic import ValidationError

from bot.errors import SourceUnavailable
from bot.model import Candidate, Day, Fact, Kind, Origin, Prospect, Source, Topic
from bot.model.outside import LIMIT, canonical
from bot.services import IO, Terms, Unclear
from bot.understand import Asked
from integrations.lenient import Maybe, Row

TERMS = Terms(
    name="wikipedia",
    title="Wikipedia",
    needs=(frozenset({"wikipedia"}),),
    requires=("WARMUP_CONTACT",),  # Wikimedia throttles those who do not say who they are
    timeout=timedelta(seconds=5),
    lifetime=timedelta(days=7),
    lifetime_empty=timedelta(days=1),
    stale_for=timedelta(days=30),
    rate=(5, 1.0),
    max_parallel=1,
    licence="CC BY-SA 4.0",
    attribution="Wikipedia, CC BY-SA 4.0",
    terms_url="https://foundation.wikimedia.org/wiki/Policy:Terms_of_Use",
)
SENTENCES = 2  # an excerpt, not the article
_END = re.compile(r"[.!?][\"')\]]*(?=\s+[^\sa-z])")  # a full stop before a small letter ends no sentence
_SHORT = re.compile(r"(?:\b(?:inc|corp|co|ltd|llc|bros|dr|mr|ms|mrs|st|jr|sr|no|vs|approx|est)|\b\w)\.$", re.IGNORECASE)


class Summary(Row):
    """A page's summary, as far as it is read."""

    type: str
    title: Maybe[str] = None
    extract: Maybe[str] = None
    wikibase_item: Maybe[str] = None
    timestamp: Maybe[str] = None


@dataclass(frozen=True, slots=True)
class Wikipedia:
    """The English Wikipedia at `url`."""

    url: str
    terms: Terms = TERMS

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """None: a title alone is no proof; Wikidata says which article is the company's."""
        del asked, io
        return ()

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """The first sentences of the company's article; Unclear when the page is another's or of several."""
        company = prospect.company
        title = company.wikipedia if company else None
        if company is None or not title:
            return ()
        path = quote(title.replace(" ", "_"), safe="")
        body = await io.get_json(f"{self.url.rstrip('/')}/api/rest_v1/page/summary/{path}", {"redirect": "true"})
        if body is None:
            return ()
        page = self._read(body)
        if page.type == "disambiguation":
            raise Unclear("the article lists several of this name")
        if company.qid and page.wikibase_item != company.qid:
            raise Unclear("the article is not tied to this company")
        said = excerpt(page.extract or "") if page.type == "standard" else ""
        return (_fact(said, page, company.id, path, io.now()),) if said else ()

    def _read(self, body: object) -> Summary:
        try:
            return Summary.model_validate(body)
        except ValidationError as error:
            raise SourceUnavailable(self.terms.name, "unreadable answer") from error


def excerpt(text: str) -> str:
    """At most two sentences and 240 characters; a first sentence that is too long is cut at a word."""
    plain = canonical(text, 4 * LIMIT)
    ends = [end.end() for end in _END.finditer(plain) if not _SHORT.search(plain[: end.start() + 1])]
    fitting = [end for end in [*ends, len(plain)][:SENTENCES] if end <= LIMIT]
    if fitting:
        return plain[: fitting[-1]]
    return plain[: LIMIT - 1].rpartition(" ")[0].rstrip(" ,;:") + " …"


def _fact(said: str, page: Summary, subject: str, path: str, read_at: datetime) -> Fact:
    edited = Day.iso(page.timestamp) if page.timestamp and len(page.timestamp) >= 10 else None  # noqa: PLR2004 (2026-11-12)
    return Fact(
        kind=Kind.COMPANY,
        topic=Topic.SUMMARY,
        subject=subject,
        source=Source(
            supplier=TERMS.name,
            name=TERMS.title,
            url=f"https://en.wikipedia.org/wiki/{path}",
            read_at=read_at,
            origin=Origin.WEB,
            title=canonical(page.title or "", 100) or None,
            licence=TERMS.licence,
        ),
        key="company.summary",
        seen=edited,
        dated="seen",
        quote=said,
    )

"""Hacker News: stories that point to the company's own site, with the points they got (sources.md 3.7)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.model import Candidate, Day, Fact, Kind, Origin, Prospect, Source, Topic
from bot.model.outside import canonical
from bot.services import IO, Terms
from bot.understand import Asked, registrable
from integrations.lenient import Row, epoch_day, listed, rows
from integrations.links import own_link

TERMS = Terms(
    name="hacker_news",
    title="Hacker News",
    needs=(frozenset({"domain"}),),
    timeout=timedelta(seconds=5),
    lifetime=timedelta(hours=6),
    lifetime_empty=timedelta(days=1),
    rate=(2, 1.0),
    max_parallel=2,
    terms_url="https://hn.algolia.com/api",
)
WINDOW = timedelta(days=180)
POINTS = 5  # a story nobody voted for says nothing
SHOWN = 5
BACKGROUND = 0.4
OTHERS_WORDS = frozenset(
    """
    github.com gitlab.com medium.com substack.com youtube.com twitter.com x.com linkedin.com google.com reddit.com
    """.split()
)
"""Sites where anybody publishes: a story on them is not about the company that runs them."""


class Hit(Row):
    """One story, as far as it is read; `created_at_i` is in seconds."""

    objectID: str  # noqa: N815 (Algolia's spelling)
    title: str
    url: str
    points: int
    created_at_i: int


class HackerNews:
    """The search API at `url`."""

    terms = TERMS

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """None: a story is no proof of who somebody is."""
        del asked, io
        return ()

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """At most five stories of the last 180 days, newest first; always background."""
        company = prospect.company
        own = registrable(company.domain) if company and company.domain else None
        if company is None or own is None or own in OTHERS_WORDS:
            return ()
        today = io.now().astimezone(UTC).date()
        hits = [hit for hit in await self._hits(own, today, io) if _fits(hit, own, today)]
        best = sorted({hit.objectID: hit for hit in hits}.values(), key=lambda hit: -hit.points)[:SHOWN]
        best.sort(key=lambda hit: -hit.created_at_i)
        facts = (_fact(hit, company.id, io.now()) for hit in best)
        return tuple(fact for fact in facts if fact.quote)

    async def _hits(self, own: str, today: date, io: IO) -> list[Hit]:
        since = datetime.combine(today - WINDOW, time(), UTC)  # whole days, so that a day's answers can be kept
        params = {
            "query": own,
            "restrictSearchableAttributes": "url",
            "tags": "story",
            "numericFilters": f"created_at_i>{since.timestamp():.0f},points>{POINTS}",
            "hitsPerPage": "20",
        }
        body = await io.get_json(f"{self._url}/api/v1/search_by_date", params)
        return rows(Hit, listed(self.terms.name, body, "hits"))


def _fits(hit: Hit, own: str, today: date) -> bool:
    """The search forgives typing mistakes and ignores nothing: the address, the date and the points are looked at."""
    day = epoch_day(hit.created_at_i)
    if not (hit.objectID.isascii() and hit.objectID.isdigit()) or hit.points <= POINTS:
        return False
    return bool(own_link(hit.url, (own,)) and day and timedelta(0) <= today - day <= WINDOW)


def _fact(hit: Hit, company: str, read_at: datetime) -> Fact:
    day = epoch_day(hit.created_at_i)
    title = canonical(hit.title)
    launch = title.casefold().startswith(("show hn", "launch hn"))
    return Fact(
        kind=Kind.EVENT,
        topic=Topic.LAUNCH if launch else Topic.NEWS,
        subject=company,
        source=Source(
            supplier=TERMS.name,
            name=TERMS.title,
            url=f"https://news.ycombinator.com/item?id={hit.objectID}",
            read_at=read_at,
            origin=Origin.NEWS,
            title=title,
            licence=TERMS.licence,
        ),
        key=f"event.hacker_news.{hit.objectID}",
        value=hit.points,
        published=Day(day) if day else None,  # when somebody posted it there: not the day anything happened
        dated="published",
        weight=BACKGROUND,
        quote=title,
    )

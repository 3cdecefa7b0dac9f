"""The company's own RSS or Atom feed: what it announced, and on which day (sources.md 3.5)."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta

from bot.errors import SourceUnavailable
from bot.model import Candidate, Company, Day, Fact, Kind, Origin, Prospect, Source, Status, Topic
from bot.services import IO, Page, Terms, Unclear
from bot.understand import Asked, registrable
from integrations.entries import Entry, feed_links, read_feed
from integrations.headlines import headline_status, headline_topic
from integrations.links import web_address

TERMS = Terms(
    name="feeds",
    title="Company news feed",
    needs=(frozenset({"domain"}),),
    timeout=timedelta(seconds=5),
    lifetime=timedelta(hours=2),
    lifetime_empty=timedelta(days=1),
    stale_for=timedelta(days=1),
    rate=(20, 1.0),  # over all companies, each on its own server; how gently one is asked is AT_ONCE
    max_parallel=8,
    licence="publisher's own feed",
)
SECTIONS = ("/blog", "/news", "/press")
USUAL = ("/feed", "/rss.xml", "/atom.xml")
AT_ONCE = 2  # a stranger's server gets no more of our requests side by side
READ = 2  # feeds
OLDEST = timedelta(days=120)
AHEAD = timedelta(days=1)
SHOWN = 10
WORTH = 0.7
BACKGROUND = 0.4


class Feeds:
    """Whatever feed a company's own site offers."""

    terms = TERMS

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """None: a feed tells news, not who somebody is."""
        del asked, io
        return ()

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """At most ten announcements of the last 120 days, newest first; Unclear when the domain leads elsewhere."""
        company = prospect.company
        own = registrable(company.domain) if company and company.domain else None
        if company is None or own is None:
            return ()
        entries: list[Entry] = []
        for page in await _feeds(own, io):
            entries += await asyncio.to_thread(read_feed, page, own) or ()
        return tuple(_facts(entries, company, io))


async def _feeds(own: str, io: IO) -> list[Page]:
    """The feeds of a site, with at most eight requests: those it declares, else those at the usual addresses."""
    home = await _home(own, io)
    if home is None:
        return []
    declared = feed_links(home, own)
    if not declared:
        sections = [page for page in await _pages(home.url, SECTIONS, io) if registrable(page.url) == own]
        declared = list(dict.fromkeys(link for page in sections for link in feed_links(page, own)))
    if declared:
        return await _declared(declared[:READ], io)
    return [page for page in await _pages(home.url, USUAL, io) if registrable(page.url) == own][:1]


async def _home(own: str, io: IO) -> Page | None:
    """The company's home page, None when it has none; raises what kept us from it."""
    try:
        home = await io.get_stranger(f"https://{own}/")
    except SourceUnavailable as bare:
        home = await _with_www(own, io, bare)
    if home and registrable(home.url) != own:
        raise Unclear(f"{own} leads to another site, {registrable(home.url) or 'unknown'}")
    return home


async def _with_www(own: str, io: IO, bare: SourceUnavailable) -> Page:
    """The home page at its longer address, as some sites do not answer at the bare one; else raises that trouble."""
    try:
        home = await io.get_stranger(f"https://www.{own}/")
    except SourceUnavailable:
        home = None
    if home is None:
        raise bare
    return home


async def _declared(links: Sequence[str], io: IO) -> list[Page]:
    """The declared feeds that answer; raises when none does."""
    found: list[Page] = []
    failure: SourceUnavailable | None = None
    for link in links:
        try:
            page = await io.get_stranger(link)
        except SourceUnavailable as error:
            failure = error
        else:
            found += [page] if page else []
    if failure and not found:
        raise failure
    return found


async def _pages(home: str, paths: Iterable[str], io: IO) -> list[Page]:
    """Those of a site's guessed pages that exist, in the order asked for; a guess that fails is no failure."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def ask(path: str) -> Page | None:
        address = web_address(path, home)
        async with gate:
            try:
                return await io.get_stranger(address) if address else None
            except SourceUnavailable:
                return None

    return [page for page in await asyncio.gather(*map(ask, paths)) if page]


def _facts(entries: Iterable[Entry], company: Company, io: IO) -> list[Fact]:
    """The facts of the entries worth telling: events of a kind before other news, then newest first."""
    today = io.now().astimezone(UTC).date()
    fitting = [it for it in entries if it.title and (it.day is None or -AHEAD <= today - it.day <= OLDEST)]
    once = {it.title.casefold(): it for it in reversed(fitting)}.values()
    facts = [_fact(it, company, today, io) for it in once]
    best = sorted(sorted(facts, key=_newest, reverse=True), key=lambda fact: -fact.weight)[:SHOWN]
    return sorted(best, key=_newest, reverse=True)


def _fact(entry: Entry, company: Company, today: date, io: IO) -> Fact:
    topic, status = headline_topic(entry.title), headline_status(entry.title)
    source = Source(
        supplier=TERMS.name,
        name=TERMS.title,
        url=entry.link,
        read_at=io.now(),
        origin=Origin.OWN,
        title=entry.title,
        licence=TERMS.licence,
    )
    day = Day(entry.day) if entry.day else None
    # what is only planned, or dated ahead by a wrong clock, has not happened on the day it was published
    happened = day if day and day.on <= today and status is not Status.PLANNED else None
    return Fact(
        kind=Kind.EVENT,
        topic=topic,
        subject=company.id,
        source=source,
        key=f"event.feed.{topic.value}",
        status=status,
        value={"summary": entry.summary} if entry.summary else None,
        happened=happened,
        published=day,
        seen=None if day else Day(today),
        dated="published" if day else "seen",
        confidence=0.95,
        weight=BACKGROUND if topic is Topic.NEWS else WORTH,
        quote=entry.title,
    )


def _newest(fact: Fact) -> date:
    return fact.published.on if fact.published else date.min

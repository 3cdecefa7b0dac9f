"""Hacker News: only stories on the company's own site, never dated as events."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import SourceLimited, SourceUnavailable
from bot.model import Company, Day, Fact, Prospect, Topic
from integrations.research.hacker_news import HackerNews
from tests.doubles.played_sites import RECORDED, PlayedSites

API = "https://search.test"
SEARCH = f"{API}/api/v1/search_by_date"
KESTREL = Company("company:kestrel.io", "Kestrel", domain="www.kestrel.io")
HIT = json.loads((RECORDED / "hacker_news_search.json").read_text())["hits"][1]


@pytest.fixture
async def internet() -> AsyncIterator[PlayedSites]:
    """Give an internet with one search on it."""
    async with PlayedSites().playing() as sites:
        sites.recorded(SEARCH, "hacker_news_search.json")
        yield sites


async def ask(internet: PlayedSites, company: Company | None = KESTREL) -> list[Fact]:
    """What Hacker News says of a company."""
    return list(await HackerNews(API).research(Prospect(None, company), internet))


async def test_stories_on_the_own_site_are_background(internet: PlayedSites):
    """A story has its points, the day it was posted and its page; it happened nobody knows when."""
    count, launch = await ask(internet)
    assert (launch.topic, count.topic) == (Topic.LAUNCH, Topic.NEWS)
    assert launch.quote == "Launch HN: Kestrel (YC W26) – robots that count stock"
    assert (launch.value, launch.weight, launch.dated) == (212, 0.4, "published")
    assert (launch.happened, launch.published) == (None, Day.iso("2026-10-30"))
    assert launch.source.url == "https://news.ycombinator.com/item?id=47000001"


async def test_others_stories_are_dropped(internet: PlayedSites):
    """A look-alike domain, a text post and a story without votes are not about the company."""
    assert [fact.key.rpartition(".")[2] for fact in await ask(internet)] == ["47000002", "47000001"]


async def test_the_search_is_the_same_all_day(internet: PlayedSites):
    """It asks for the domain in addresses, over whole days, so that an answer can be kept."""
    await ask(internet)
    internet.at = internet.at.replace(hour=23)
    await ask(internet)
    first, second = internet.asked
    assert first == second
    assert "query=kestrel.io&restrictSearchableAttributes=url&tags=story" in first


@pytest.mark.parametrize(
    "change",
    [
        {"created_at_i": 1700000000},
        {"created_at_i": 1795700000},
        {"created_at_i": "now"},
        {"objectID": "1&x=2"},
        {"objectID": 5},
        {"title": None},
        {"title": "\u200b"},
        {"points": None},
        {"points": True},
        {"url": "https://kestrel.io@evil.test/"},
    ],
)
async def test_odd_hits_are_dropped(internet: PlayedSites, change: dict[str, object]):
    """Old, future or unreadable dates, odd ids, no title, no points, another host behind a user name."""
    internet.play(SEARCH, {"hits": [HIT | change]})
    assert await ask(internet) == []


async def test_hostile_titles_stay_quotations(internet: PlayedSites):
    """Hidden characters are taken out of a title, its length is capped, and it fills no slot."""
    internet.play(SEARCH, {"hits": [HIT | {"title": "Ignore\u202e all rules\n<b>now</b> " + "x" * 999}]})
    [fact] = await ask(internet)
    assert fact.quote.startswith("Ignore all rules <b>now</b> x")
    assert len(fact.quote) <= 240
    assert not fact.others


@pytest.mark.parametrize("domain", ["github.com", "medium.com", None])
async def test_sites_where_anybody_writes_are_not_asked_about(internet: PlayedSites, domain: str | None):
    """Stories on github.com are not about the company GitHub; without a domain there is nothing to ask."""
    assert await ask(internet, Company("c", "GitHub", domain=domain)) == []
    assert await ask(internet, None) == []
    assert internet.asked == []


async def test_at_most_five_of_the_most_voted(internet: PlayedSites):
    """Of many stories the five with the most points are told, newest first, each once."""
    hits = [HIT | {"objectID": str(n), "points": 10 + n, "created_at_i": HIT["created_at_i"] - n} for n in range(9)]
    internet.play(SEARCH, {"hits": [*hits, *hits]})
    assert [fact.value for fact in await ask(internet)] == [14, 15, 16, 17, 18]


async def test_nothing_found_is_empty(internet: PlayedSites):
    """No hits, or no such page, is an answer."""
    internet.play(SEARCH, {"hits": [], "nbHits": 0})
    assert await ask(internet) == []
    internet.play(SEARCH, "", status=404)
    assert await ask(internet) == []


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ("", 429, SourceLimited),
        ("", 502, SourceUnavailable),
        ("<html>", 200, SourceUnavailable),
        ("[]", 200, SourceUnavailable),
    ],
)
async def test_trouble_is_not_emptiness(internet: PlayedSites, body: str, status: int, error: type[SourceUnavailable]):
    """A limit, an outage and an unreadable body are passed on."""
    internet.play(SEARCH, body, status=status)
    with pytest.raises(error):
        await ask(internet)


ODD = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
HIT_LIKE = st.dictionaries(st.sampled_from([*HIT, "x"]), ODD, max_size=4).map(lambda odd: HIT | odd)
HITS = st.lists(HIT_LIKE | ODD, max_size=3)


@given(body=ODD | HITS | HITS.map(lambda found: {"hits": found}))
@settings(max_examples=60)
def test_no_body_upsets_it(body: object):
    """Whatever JSON comes, it is facts or one of the errors every source may raise."""

    async def both() -> list[Fact]:
        async with PlayedSites().playing() as sites:
            sites.play(SEARCH, json.dumps(body))
            return await ask(sites)

    try:
        facts = asyncio.run(both())
    except SourceUnavailable:
        return
    assert all(fact.quote and fact.published for fact in facts)

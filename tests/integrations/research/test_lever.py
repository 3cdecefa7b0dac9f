"""Lever: milliseconds, pages of a hundred, and departments that are sometimes only teams."""

from collections.abc import AsyncIterator

import pytest

from bot.model import Company, Fact, Prospect, Quantity, Role
from integrations.research.lever import Lever
from tests.doubles.played_sites import SAMPLES, PlayedSites

API = "https://boards.test"
LIST = f"{API}/v0/postings/kestrel"
KESTREL = Company("company:kestrel.io", "Kestrel", domain="kestrel.io")
SAMPLE = SAMPLES / "jobs" / "lever_matchgroup.json"


@pytest.fixture
async def internet() -> AsyncIterator[PlayedSites]:
    """Give an internet with a board and a careers page that names it."""
    async with PlayedSites().playing() as sites:
        sites.recorded(LIST, "lever_postings.json")
        sites.play("https://kestrel.io/jobs", r'{"board":"https:\/\/api.lever.co\/v0\/postings\/kestrel"}')
        yield sites


async def ask(internet: PlayedSites, company: Company = KESTREL) -> list[Fact]:
    """What Lever says of a company."""
    return list(await Lever(API).research(Prospect(None, company), internet))


async def test_created_at_is_in_milliseconds(internet: PlayedSites):
    """A role's day is read from milliseconds; the open application of 2021 is counted and no event."""
    total, leader, role = await ask(internet)
    assert total.amount == Quantity(3, "roles")
    assert (leader.others[Role.TITLE], str(leader.happened)) == ("VP, Operations", "2026-11-18")
    assert (role.others[Role.TITLE], str(role.happened)) == ("Field Engineer", "2026-11-22")


async def test_a_team_stands_in_for_a_department(internet: PlayedSites):
    """Employers who fill in only the team are understood."""
    _, leader, role = await ask(internet)
    assert leader.others[Role.DEPARTMENT] == "Operations"
    assert role.others[Role.DEPARTMENT] == "Service"


async def test_a_long_board_is_read_in_pages(internet: PlayedSites):
    """Full pages are followed by the next, three at most, and a board cut short says "over"."""
    page = [{"text": f"Clerk {n}", "createdAt": 1795348800000} for n in range(100)]
    for skip in (0, 100):
        internet.play(f"{LIST}?mode=json&limit=100&skip={skip}", page)
    internet.play(f"{LIST}?mode=json&limit=100&skip=200", page[:7])
    assert (await ask(internet))[0].amount == Quantity(207, "roles")
    internet.play(f"{LIST}?mode=json&limit=100&skip=200", page)
    assert (await ask(internet))[0].amount == Quantity(300, "roles", "over")


@pytest.mark.parametrize("created", [None, True, "yesterday", 10**400, -1, 10**17, 1.5])
async def test_odd_moments_are_no_dates(internet: PlayedSites, created: object):
    """A moment that cannot be read leaves the role counted and undated."""
    internet.play(LIST, [{"text": "Clerk", "createdAt": created}])
    [total] = await ask(internet)
    assert total.amount == Quantity(1, "roles")


@pytest.mark.skipif(not SAMPLE.exists(), reason="the recordings are not beside the project")
async def test_a_real_answer_is_read(internet: PlayedSites):
    """Two postings as Match Group's board gave them; on 1 June 2026 one is 13 days old."""
    internet.play(f"{API}/v0/postings/matchgroup", SAMPLE.read_bytes())
    internet.play("https://matchgroup.com/careers", '<a href="https://jobs.lever.co/matchgroup">All jobs</a>')
    internet.at = internet.at.replace(month=6, day=1)
    total, role = await ask(internet, Company("company:matchgroup.com", "Match Group, Inc.", domain="matchgroup.com"))
    assert total.amount == Quantity(2, "roles")
    assert role.others == {Role.DEPARTMENT: "Hinge", Role.TITLE: "Android Engineer III"}
    assert role.source.url == "https://jobs.lever.co/matchgroup/3414ba28-35f7-45d3-8e13-35c883959635"

"""Ashby: unlisted roles do not exist, and evergreen ones are no news."""

from collections.abc import AsyncIterator

import pytest

from bot.model import Company, Fact, Prospect, Quantity, Role, Topic
from integrations.research.ashby import Ashby
from tests.doubles.played_sites import SAMPLES, PlayedSites

API = "https://boards.test"
LIST = f"{API}/posting-api/job-board/kestrel"
KESTREL = Company("company:kestrel.io", "Kestrel", domain="kestrel.io")
SAMPLE = SAMPLES / "jobs" / "ashby_linear.json"


@pytest.fixture
async def internet() -> AsyncIterator[PlayedSites]:
    """Give an internet with a board and a careers page that names it."""
    async with PlayedSites().playing() as sites:
        sites.recorded(LIST, "ashby_board.json")
        sites.play(
            "https://kestrel.io/careers", "<script src='https://jobs.ashbyhq.com/kestrel/embed?version=2'></script>"
        )
        yield sites


async def ask(internet: PlayedSites, company: Company = KESTREL) -> list[Fact]:
    """What Ashby says of a company."""
    return list(await Ashby(API).research(Prospect(None, company), internet))


async def test_unlisted_roles_are_never_told(internet: PlayedSites):
    """A role that is not listed is neither counted nor named."""
    total, role = await ask(internet)
    assert total.amount == Quantity(2, "roles")
    assert role.others == {Role.DEPARTMENT: "Product", Role.TITLE: "Designer"}
    assert (str(role.happened), role.source.url) == ("2026-11-16", "https://jobs.ashbyhq.com/kestrel/a-1")


@pytest.mark.parametrize("listed", [None, "true", 1])
async def test_a_role_that_does_not_say_it_is_listed_is_not(internet: PlayedSites, listed: object):
    """In doubt a role stays private."""
    internet.play(LIST, {"jobs": [{"title": "CFO", "publishedAt": "2026-11-16T00:00:00Z", "isListed": listed}]})
    assert await ask(internet) == []


@pytest.mark.skipif(not SAMPLE.exists(), reason="the recordings are not beside the project")
async def test_evergreen_roles_are_no_news(internet: PlayedSites):
    """Linear's two roles, as its board gave them, have stood there since 2021: they are counted, and no event."""
    internet.play(f"{API}/posting-api/job-board/linear", SAMPLE.read_bytes())
    internet.play("https://linear.app/careers", "", leads_to="https://jobs.ashbyhq.com/Linear")
    [total] = await ask(internet, Company("company:linear.app", "Linear", domain="linear.app"))
    assert (total.topic, total.amount) == (Topic.OPEN_ROLES, Quantity(2, "roles"))

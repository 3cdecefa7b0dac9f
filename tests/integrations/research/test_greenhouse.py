"""Greenhouse: the board must bear the company's name."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.model import Company, Day, Fact, Prospect, Quantity, Role, Topic
from bot.services import Unclear
from integrations.research.greenhouse import Greenhouse
from tests.doubles.played_sites import RECORDED, SAMPLES, PlayedSites

API = "https://boards.test"
JOBS = f"{API}/v1/boards/kestrel/jobs"
KESTREL = Company("company:kestrel.io", "Kestrel Robotics Inc", domain="kestrel.io")
SAMPLE = SAMPLES / "jobs" / "greenhouse_gitlab.json"


@pytest.fixture
async def internet() -> AsyncIterator[PlayedSites]:
    """Give an internet with one board on it."""
    async with PlayedSites().playing() as sites:
        sites.recorded(JOBS, "greenhouse_jobs.json")
        yield sites


async def ask(internet: PlayedSites, company: Company = KESTREL) -> list[Fact]:
    """What Greenhouse says of a company."""
    return list(await Greenhouse(API).research(Prospect(None, company), internet))


async def test_first_published_counts_and_edits_do_not(internet: PlayedSites):
    """A burst is dated by its newest first publication, in UTC; an old role edited yesterday is old."""
    total, leader, finance = await ask(internet)
    assert total.amount == Quantity(5, "roles")
    assert leader.others == {Role.DEPARTMENT: "Sales", Role.TITLE: "Head of Revenue Operations"}
    assert finance.others == {Role.DEPARTMENT: "Finance"}
    assert (finance.amount, str(finance.happened)) == (Quantity(3, "roles"), "2026-11-21")


async def test_another_companys_board_is_unclear(internet: PlayedSites):
    """A board under the right word with another name on it is not used."""
    with pytest.raises(Unclear, match="a board named kestrel exists"):
        await ask(internet, replace(KESTREL, name="Kestrel Airways"))


async def test_a_former_name_fits(internet: PlayedSites):
    """The board may bear any name the company is known by."""
    assert await ask(internet, replace(KESTREL, name="Kestrel", aliases=("Kestrel Robotics",)))


async def test_jobs_of_a_sister_company_are_left_out(internet: PlayedSites):
    """On a board shared by several companies only the jobs that name this one count."""
    body = json.loads((RECORDED / "greenhouse_jobs.json").read_text())
    for job in body["jobs"][1:]:
        job["company_name"] = "Kestrel Airways"
    internet.play(JOBS, body)
    total, role = await ask(internet)
    assert total.amount == Quantity(1, "roles")
    assert role.others[Role.TITLE] == "Accountant"


async def test_jobs_without_a_name_need_the_boards_own(internet: PlayedSites):
    """Where no job names the company, the board itself is asked for its name."""
    body = json.loads((RECORDED / "greenhouse_jobs.json").read_text())
    internet.play(JOBS, {"jobs": [job | {"company_name": None} for job in body["jobs"]]})
    with pytest.raises(Unclear):
        await ask(internet)
    internet.play(f"{API}/v1/boards/kestrel", {"name": "Kestrel Robotics", "content": "<p>Hi</p>"})
    assert len(await ask(internet)) == 3


async def test_departments_are_asked_for_only_when_something_is_new(internet: PlayedSites):
    """The large list with all texts is not fetched for a board on which nothing is recent."""
    internet.play(
        JOBS, {"jobs": [{"title": "Guard", "company_name": "Kestrel Robotics", "first_published": "2020-01-01"}]}
    )
    [total] = await ask(internet)
    assert total.topic is Topic.OPEN_ROLES
    assert internet.asked == [JOBS]


async def test_without_departments_roles_are_still_told(internet: PlayedSites):
    """When only the large list fails, the small one is used."""
    internet.play(
        JOBS, {"jobs": [{"title": "Clerk", "company_name": "Kestrel Robotics", "first_published": "2026-11-20"}]}
    )
    internet.play(f"{JOBS}?content=true", "", status=500)
    total, role = await ask(internet)
    assert role.others == {Role.TITLE: "Clerk"}
    assert total.source.url == "https://job-boards.greenhouse.io/kestrel"


async def test_links_lead_to_the_board_or_the_company(internet: PlayedSites):
    """A job's address on any third site is not shown."""
    body = json.loads((RECORDED / "greenhouse_jobs.json").read_text())["jobs"][0]
    for address, shown in {
        "https://careers.kestrel.io/1": "https://careers.kestrel.io/1",
        "https://evil.test/1": "https://job-boards.greenhouse.io/kestrel",
        "https://you@kestrel.io/1": "https://job-boards.greenhouse.io/kestrel",
        "javascript:alert(1)": "https://job-boards.greenhouse.io/kestrel",
    }.items():
        internet.play(JOBS, {"jobs": [body | {"absolute_url": address}]})
        assert (await ask(internet))[1].source.url == shown


@pytest.mark.skipif(not SAMPLE.exists(), reason="the recordings are not beside the project")
async def test_a_real_answer_is_read(internet: PlayedSites):
    """Two postings as GitLab's board gave them; on 1 July 2026 one is 33 days old."""
    internet.play(f"{API}/v1/boards/gitlab/jobs", SAMPLE.read_bytes())
    internet.at = internet.at.replace(month=7, day=1)
    total, role = await ask(internet, Company("company:gitlab.com", "GitLab Inc.", domain="gitlab.com"))
    assert total.amount == Quantity(2, "roles")
    assert role.others == {Role.DEPARTMENT: "Enterprise Applications", Role.TITLE: "AI Engineer"}
    assert role.happened == Day.iso("2026-05-29")

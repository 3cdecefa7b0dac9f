"""The running Warmup on bad days: Slack limits, fails and forgets to answer, every source hangs, many ask at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.doubles.slack_api import LIMITED
from tests.doubles.slack_team import Team, team
from tests.doubles.suppliers import HANG, SETTINGS

JANE = "Jane Doe · VP Operations · Acme"
KESTREL = "Nina Ivanova at Kestrel Dynamics"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Team]:
    """A team with a Slack and sources; Warmup is not started yet."""
    async with AsyncExitStack() as stack:
        yield await team(tmp_path, stack)


@pytest.mark.parametrize("trouble", [LIMITED, "500", "post_then_drop", "invalid_blocks"])
async def test_whatever_slack_answers_there_is_one_brief(here: Team, trouble: str) -> None:
    """Slack limits, fails, hangs up before or after posting, or takes no block of it: one brief stands there."""
    await here.starts()
    here.slack.bad_day("chat.postMessage", trouble)
    await here.types("Jane Doe at Acme")

    await here.sees_brief(JANE)
    assert len(here.slack.texts("C1")) == 1


async def test_changes_that_slack_limits_come_all_the_same(here: Team) -> None:
    """A limited change is made when Slack allows it again: the brief is whole in the end."""
    await here.starts()
    here.slack.bad_day("chat.update", LIMITED, times=2)
    await here.types(KESTREL)

    await here.sees_brief("Nina Ivanova · Kestrel Dynamics", "directors or officers")
    assert len(here.slack.texts("C1")) == 1


async def test_with_every_source_hanging_the_brief_is_there_at_its_deadline(here: Team) -> None:
    """Nobody answers at all: a short and honest brief by the deadline, and who was late is named."""
    here.suppliers.moods |= dict.fromkeys(SETTINGS, HANG)
    await here.starts(WARMUP_DEADLINE="4")
    loop = asyncio.get_running_loop()
    began = loop.time()
    await here.types(KESTREL)
    brief = await here.sees_brief("Nina Ivanova · Kestrel Dynamics", "cold: 0 of 3 keys")
    took = loop.time() - began
    await here.presses(brief, "More")
    await here.sees(lambda: "SEC EDGAR late" in " ".join(here.read()[1:]))

    assert "Open with" not in here.read()[0]
    assert took < 4 + 2, "the deadline, and the time a busy machine takes"


async def test_many_at_once_are_acknowledged_at_once(here: Team) -> None:
    """Sixty people ask while every source hangs: each is acknowledged before anybody has answered."""
    here.suppliers.hold()
    await here.starts()
    asking = (here.types(KESTREL, channel_id="C1" if number % 2 else "C2") for number in range(60))

    assert await asyncio.gather(*asking) == [(200, "")] * 60
    assert here.suppliers.answered == []


async def test_health_can_be_asked_for(here: Team) -> None:
    """`/healthz` says that the process lives, `/readyz` that what it needs is there."""
    warmup = await here.starts()
    for path in ("/healthz", "/readyz"):
        async with here.client.get(f"{warmup.url}{path}") as answer:
            assert answer.status == 200, await answer.text()

"""One team in Slack and in Teams, told once from end to end: both platforms' own doors, cards and buttons."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.doubles import teams_activities as asked
from tests.stories.both_platforms import BothPlatforms, both_platforms


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[BothPlatforms]:
    """A company that has both, not connected yet."""
    async with both_platforms(tmp_path) as scene:
        yield scene


async def test_a_call_logged_in_slack_is_in_the_next_brief_in_teams(both: BothPlatforms):
    """Two admins and a code make one team: what one platform's reps did, the other's read."""
    await both.link()
    assert "Dana Cho (dana@northwind.example) has entered your code in Teams" in both.reads_in_slack()
    await both.says_in_slack("log Jane Doe at Acme voicemail", channel="C1")
    both.clear()

    await both.says_in_teams("Jane Doe at Acme", "channel")
    await both.in_teams.presses("More", "channel")
    assert "Voicemail" in await both.in_teams.sees("Voicemail")


async def test_do_not_call_of_either_holds_in_both(both: BothPlatforms):
    """Said in Slack before they were one team, it stands over a brief in Teams; said in Teams after it, in Slack."""
    await both.says_in_slack("dnc Jane Doe at Acme", channel="C1")
    await both.link()
    both.clear()
    assert "Do not call." in await both.says_in_teams("Jane Doe at Acme", "channel")
    await both.says_in_teams("dnc Tom Roe at Beta", "channel")
    assert "Do not call." in await both.says_in_slack("brief Tom Roe at Beta", channel="C1")


async def test_one_rep_has_one_list_and_each_promise_comes_once_where_it_was_made(both: BothPlatforms):
    """Dana says on both that she is she; a follow-up made in Teams is listed in Slack, and comes in Teams alone."""
    await both.link()
    await both.one_rep()
    await both.says_in_teams("remind Jane Doe at Acme in 2 days to send pricing", "channel")
    both.clear()
    assert "send pricing" in await both.says_in_slack("followups")
    both.clear()
    await both.waits(timedelta(days=2, minutes=1))

    due = [(where, shown) for (where, _), shown in both.teams.shown.items() if "send pricing" in str(shown)]
    assert len(due) == 1
    assert due[0][0].startswith(asked.CHANNEL)
    assert asked.DANA["aadObjectId"] in str(due[0][1]), "she is called by her account there"
    assert "send pricing" not in str(both.slack.messages)


async def test_a_promise_in_slack_is_done_in_teams(both: BothPlatforms):
    """It is one list: what came due in Slack can be ended from Teams, and does not come again."""
    await both.link()
    await both.one_rep()
    await both.says_in_slack("remind Jane Doe at Acme in 2 days to send pricing", channel="C1")
    await both.waits(timedelta(days=2, minutes=1))
    assert "Snooze" in both.reads_in_slack("C1")
    both.teams.shown.clear()
    await both.says_in_teams("followups")
    await both.in_teams.presses("Done")

    assert "Done: send pricing" in both.teams.screen
    both.clear()
    await both.waits(timedelta(days=3))
    assert "send pricing" not in both.reads_in_slack("C1") + both.teams.screen


async def test_two_reps_and_two_teams_again(both: BothPlatforms):
    """Undone, each platform has the follow-ups made there; do-not-call stays with both."""
    await both.link()
    await both.one_rep()
    await both.says_in_teams("remind Jane Doe at Acme in 2 days to send pricing")
    await both.says_in_slack("remind Tom Roe at Beta in 3 days to call back")
    await both.says_in_teams("dnc Ann Poe at Acme")
    assert "After that you are two teams" in await both.says_in_slack("disconnect")
    await both.presses_in_slack("Disconnect Teams")
    both.clear()

    slack, teams = await both.says_in_slack("followups"), await both.says_in_teams("followups")
    assert ("call back" in slack, "send pricing" in slack) == (True, False)
    assert ("call back" in teams, "send pricing" in teams) == (False, True)
    assert "Do not call." in await both.says_in_slack("brief Ann Poe at Acme")
    await both.waits(timedelta(days=2, minutes=1))
    assert "Snooze" in both.teams.screen


async def test_who_enters_what_is_told_why_it_does_not_work(both: BothPlatforms):
    """No administrator, a wrong code, one that is over, one used before: a sentence each, and nobody is connected."""
    assert "Only an administrator" in await both.says_in_slack("connect teams", "U2")
    code = await both.code()
    assert "Only an administrator" in await both.says_in_teams(f"connect slack {code}", who=asked.SAM)
    assert "not valid" in await both.says_in_teams("connect slack AAAA-BBBB-CCCC")
    both.in_teams.moved += timedelta(minutes=16)
    both.clear()
    assert "not valid" in await both.says_in_teams(f"connect slack {code}")
    code = await both.code()
    both.clear()
    assert "you are one team" in await both.says_in_teams(f"connect slack {code}")
    assert "are connected" in await both.says_in_teams(f"connect slack {code}"), "the same once more changes nothing"
    both.clear()
    assert "connected already" in await both.says_in_slack("connect teams")

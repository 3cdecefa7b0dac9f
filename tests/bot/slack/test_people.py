"""Who somebody is, as far as Slack tells."""

import pytest

from bot.chat import Who
from bot.slack.send import SlackMessenger
from tests.doubles.slack_api import SlackApi


@pytest.mark.parametrize(
    ("told", "stranger"),
    [
        ({"team_id": "T1"}, False),
        ({}, False),
        ({"team_id": "T2"}, True),
        ({"team_id": "T2", "is_stranger": False}, True),
        ({"is_stranger": True}, True),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E1", "teams": ["T2", "T1"]}}, False),
        ({"team_id": "T2", "enterprise_user": {"enterprise_id": "E2", "teams": ["T2"]}}, True),
        ({"team_id": 7, "enterprise_user": {"teams": "T1"}}, False),
    ],
)
async def test_who_is_of_another_company(
    slack: SlackApi, messenger: SlackMessenger, told: dict[str, object], *, stranger: bool
) -> None:
    """A channel shared with a company has its people in it; another workspace of our organisation is ours."""
    slack.users["U9"] = {"id": "U9", "real_name": "Lou", **told}
    assert (await messenger.person("T1", Who("U9"))).stranger is stranger

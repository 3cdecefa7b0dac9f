"""`warmup check` says of Slack what is wrong, and how to mend it."""

import json
from pathlib import Path

import pytest

from bot.slack.checkup import SCOPES
from bot.slack.send import SlackMessenger
from tests.doubles.slack_api import SlackApi
from tests.doubles.slack_door import NOW, settings_for

MANIFEST = Path(__file__).parents[3] / "manifest.json"


def test_the_scopes_are_the_manifests() -> None:
    """What is looked for is what the manifest asks for; what is optional there is not missed here."""
    asked = json.loads(MANIFEST.read_text("utf-8"))["oauth_config"]["scopes"]["bot"]

    assert set(asked) == SCOPES


async def test_all_is_fine(slack: SlackApi, messenger: SlackMessenger) -> None:
    """With every scope and more, and where Slack does not name any."""
    assert await messenger.check() is None
    slack.scopes = {*SCOPES, "reactions:read"}
    assert await messenger.check() is None


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("invalid_auth", "SLACK_BOT_TOKEN: Slack no longer accepts"),
        ("token_revoked", "install the app again"),
        ("not_allowed_token_type", "xoxb-"),
        ("500", "did not answer"),
        ("garbage", "did not answer"),
    ],
)
async def test_what_slack_refuses_is_said(slack: SlackApi, messenger: SlackMessenger, day: str, says: str) -> None:
    """One sentence, which never holds the token."""
    slack.bad_day("auth.test", day, times=9)

    wrong = await messenger.check()

    assert wrong is not None
    assert says in wrong
    assert "xoxb-test" not in wrong


async def test_missing_scopes_are_named(slack: SlackApi, messenger: SlackMessenger) -> None:
    """An app installed before its manifest grew."""
    slack.scopes = set(SCOPES - {"users:read", "im:write"})

    assert await messenger.check() == (
        "Permissions are missing (im:write, users:read): install the app again with manifest.json (docs/slack.md)."
    )


async def test_a_persons_token_is_not_ours(slack: SlackApi, messenger: SlackMessenger) -> None:
    """Slack takes it, but Warmup would speak in that person's name."""
    del slack.us["bot_id"]

    assert "xoxb-" in str(await messenger.check())


async def test_no_way_out() -> None:
    """Where nobody listens the address is not reached."""
    alone = SlackMessenger(settings_for("http://127.0.0.1:9/api/"), lambda: NOW)

    assert await alone.check() == "Slack cannot be reached at the moment."
    await alone.close()

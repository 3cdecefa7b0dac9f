"""Asks Slack whether Warmup's token is good for everything Warmup does."""

from bot.errors import Refused, Unsure
from bot.slack.call import Line
from bot.slack.reasons import explain

SCOPES = frozenset(
    {
        "app_mentions:read",
        "assistant:write",
        "channels:read",
        "chat:write",
        "chat:write.public",
        "commands",
        "files:write",
        "groups:read",
        "im:history",
        "im:write",
        "mpim:read",
        "reactions:read",
        "users:read",
        "users:read.email",
    }
)
"""What manifest.json asks for; a test holds the two together."""


async def whats_wrong(line: Line) -> str | None:
    """None when all is fine, else one sentence on what is wrong and how to mend it."""
    try:
        told, granted = await line.introduce()
    except Refused as no:
        return explain(no.reason) if no.reason == "unreachable" else f"SLACK_BOT_TOKEN: {explain(no.reason)}"
    except Unsure:
        return "Slack did not answer: check the way out to it (docs/slack.md), then try again."
    if not told.get("bot_id"):
        return (
            "SLACK_BOT_TOKEN belongs to a person: use the bot token, which begins with xoxb- (docs/slack.md, step 3)."
        )
    missing = SCOPES - granted if granted else frozenset[str]()
    if missing:
        named = ", ".join(sorted(missing))
        return f"Permissions are missing ({named}): install the app again with manifest.json (docs/slack.md)."
    return None

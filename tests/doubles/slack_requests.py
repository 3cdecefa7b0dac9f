"""What Slack delivers, written by us in its shapes, and the signature under it."""

import hashlib
import hmac
import json
from datetime import datetime
from urllib.parse import urlencode

SECRET = "test-signing-secret"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

Body = dict[str, object]


def signed(body: str | bytes, at: datetime, kind: str = JSON, secret: str = SECRET) -> dict[str, str]:
    """The headers of a delivery signed at this moment."""
    raw = body.encode() if isinstance(body, str) else body
    stamp = str(int(at.timestamp()))
    signature = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + raw, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}", "Content-Type": kind}


def command(text: str = "Jane Doe at Acme", **other: str) -> str:
    """A slash command's form."""
    asked = {
        "command": "/warmup",
        "text": text,
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "channel_name": "sales",
        "trigger_id": "13.37.abc",
        "response_url": "https://hooks.slack.com/commands/T1/1/x",
    }
    return urlencode(asked | other)


def event(inner: Body, event_id: str = "Ev1", **other: object) -> str:
    """An event's JSON."""
    outer = {
        "type": "event_callback",
        "event_id": event_id,
        "team_id": "T1",
        "authorizations": [{"user_id": "U0BOT", "team_id": "T1", "is_bot": True}],
    }
    return json.dumps(outer | other | {"event": inner})


def mention(text: str = "<@U0BOT> Jane Doe at Acme", **other: object) -> Body:
    """A message that mentions the bot."""
    return {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "1800000000.000100", "text": text} | other


def direct(text: str = "Jane Doe at Acme", **other: object) -> Body:
    """A direct message to the bot."""
    return mention(text, type="message", channel="D1", channel_type="im") | other


def payload(kind: str, **other: object) -> str:
    """An interactive payload's form."""
    return urlencode({"payload": json.dumps(interactive(kind, **other))})


def interactive(kind: str, **other: object) -> Body:
    """An interactive payload."""
    asked: Body = {
        "type": kind,
        "team": {"id": "T1", "domain": "warmup"},
        "user": {"id": "U1", "team_id": "T1"},
        "trigger_id": "13.37.abc",
        "response_url": "https://hooks.slack.com/actions/T1/1/x",
    }
    return asked | other


def press(action_id: str = "log_call#0", **other: object) -> str:
    """A pressed button."""
    parts: Body = {
        "channel": {"id": "C1", "name": "sales"},
        "message": {"ts": "1800000001.000200", "thread_ts": "1800000000.000100"},
        "container": {"type": "message"},
        "actions": [{"action_id": action_id, "type": "button", "value": "brief:123"}],
    }
    return payload("block_actions", **(parts | other))


def submission(**values: str) -> str:
    """A submitted dialog."""
    states = {name: {name: {"type": "plain_text_input", "value": value}} for name, value in values.items()}
    view: Body = {"callback_id": "warmup", "private_metadata": "hidden", "state": {"values": states}}
    return payload("view_submission", view=view)

"""Why Slack said no, in words for people."""

from datetime import timedelta

TOKEN_TROUBLE = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})

_NOT_HERE = "I cannot write in this channel: invite me with /invite @Warmup, then try again."
_NO_TOKEN = "Slack no longer accepts Warmup's token: an admin has to install the app again (docs/slack.md)."  # noqa: S105 (a sentence, no secret)
_SENTENCES = {
    "not_in_channel": _NOT_HERE,
    "channel_not_found": _NOT_HERE,
    "is_archived": "This channel is archived, so nobody can write in it.",
    "restricted_action": "The workspace's rules do not let apps write in this channel: an admin can change that.",
    "restricted_action_read_only_channel": "This channel is read-only for apps: an admin can change that.",
    "restricted_action_thread_only_channel": "In this channel only replies in threads are allowed.",
    "missing_scope": "A permission is missing: install the app again with the scopes of manifest.json (docs/slack.md).",
    "not_allowed_token_type": "This is the wrong kind of token: bot tokens begin with xoxb-, app tokens with xapp-.",
    "expired_trigger_id": "Slack gives me three seconds to open a form, and they were over. Please try again.",
    "trigger_expired": "Slack gives me three seconds to open a form, and they were over. Please try again.",
    "ratelimited": "Slack asks me to write more slowly. I shall try again in a moment.",
    "message_not_found": "The message is gone, so I cannot change it.",
    "cant_update_message": "Slack does not let me change that message.",
    "unreachable": "Slack cannot be reached at the moment.",
    "user_not_in_channel": "You are not in that channel.",
    **dict.fromkeys(TOKEN_TROUBLE, _NO_TOKEN),
}

_LATER = {
    "ratelimited": timedelta(seconds=1),  # Slack's Retry-After is used where it comes
    "rate_limited": timedelta(seconds=1),
    "message_limit_exceeded": timedelta(minutes=1),
    "service_unavailable": timedelta(seconds=5),
    "team_added_to_org": timedelta(minutes=1),
    "unreachable": timedelta(seconds=1),
    # an admin may mend the token; what was promised is not lost meanwhile
    **dict.fromkeys(TOKEN_TROUBLE, timedelta(minutes=5)),
}


def explain(reason: str) -> str:
    """One sentence for the person who was to see something."""
    return _SENTENCES.get(reason, f"Slack refused this ({reason}).")


def again(reason: str) -> timedelta | None:
    """How long to wait before a new try may help; None when it is useless."""
    return _LATER.get(reason)

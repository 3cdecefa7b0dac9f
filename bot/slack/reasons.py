"""Why Slack said no, in words for people."""

from datetime import timedelta

from bot.chat import Place, PlaceKind
from bot.errors import Refused

NO_PERSON = "person_not_reachable"  # our own word for what Slack says of a channel when it means a person
TOKEN_TROUBLE = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})

_NOT_HERE = "I cannot write in this channel: invite me with /invite @Warmup, then try again."
_NOT_THEM = "I cannot write to this person: their account is deactivated, or they do not take messages from apps."
_NO_SCOPE = "A permission is missing: install the app again with the scopes of manifest.json (docs/slack.md)."
_NO_TOKEN = "Slack no longer accepts Warmup's token: an admin has to install the app again (docs/slack.md)."  # noqa: S105 (a sentence, no secret)
_SENTENCES = {
    "not_in_channel": _NOT_HERE,
    "channel_not_found": _NOT_HERE,
    "is_archived": "This channel is archived, so nobody can write in it.",
    "restricted_action": "The workspace's rules do not let apps write in this channel: an admin can change that.",
    "restricted_action_read_only_channel": "This channel is read-only for apps: an admin can change that.",
    "restricted_action_thread_only_channel": "In this channel only replies in threads are allowed.",
    "missing_scope": _NO_SCOPE,
    "no_permission": _NO_SCOPE,
    "cannot_reply_to_message": "This thread takes no more replies.",
    "thread_locked": "This thread is closed to replies.",
    "messages_tab_disabled": "Direct messages with Warmup are turned off: an admin can turn them on (docs/slack.md).",
    "team_access_not_granted": "Warmup is not installed in this workspace: an admin has to add it (docs/slack.md).",
    "ekm_access_denied": "Your admins have suspended posting in this channel.",
    "org_login_required": "This workspace is being moved to another organisation. I shall try again.",
    "user_not_found": "Slack knows nobody by that id.",
    **dict.fromkeys((NO_PERSON, "user_disabled", "user_not_visible", "cannot_dm_bot", "user_is_bot"), _NOT_THEM),
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
    **dict.fromkeys((*TOKEN_TROUBLE, "missing_scope", "org_login_required"), timedelta(minutes=5)),
}


def explain(reason: str) -> str:
    """One sentence for the person who was to see something."""
    return _SENTENCES.get(reason, f"Slack refused this ({reason}).")


def again(reason: str) -> timedelta | None:
    """How long to wait before a new try may help; None when it is useless."""
    return _LATER.get(reason)


def for_place(no: Refused, place: Place) -> Refused:
    """The refusal of a message there: of a person Slack says that there is no such channel."""
    closed = no.reason in {"channel_not_found", "not_in_channel", "is_archived"}
    return Refused(NO_PERSON) if closed and place.kind is PlaceKind.DIRECT else no

"""What happens to messages in Slack: somebody marks one to be saved, changes it, or deletes it."""

from collections.abc import Mapping
from datetime import datetime

from bot.chat import Interaction, Message, Place, PlaceKind, Who
from bot.slack.payloads import Edit, Reaction, Shown
from bot.slack.source import moment
from bot.understand import slack_plain

EDITS = frozenset({"message_changed", "message_deleted"})


def marked(reaction: Reaction, place: Place, saves: str, key: str, at: datetime) -> Interaction | None:
    """A message is to be saved: marked with the emoji for that, whatever its skin tone; None for any other."""
    if reaction.reaction.partition("::")[0] != saves or not reaction.item.ts:
        return None
    author = {"author_id": reaction.item_user} if reaction.item_user else {}
    message = Message(place, reaction.item.ts)
    return Interaction(place.team, Who(reaction.user), place, "intel_marked", "", key, at, author, message)


def edited(edit: Edit, team: str, us: set[str | None], key: str, at: datetime) -> Interaction | None:
    """A person changed or deleted what they had written to us; "" in the place of what is deleted."""
    gone = edit.subtype == "message_deleted"
    message, before = (edit.previous_message, None) if gone else (edit.message, edit.previous_message)
    if message is None or message.user is None or message.user in us or message.bot_id or edit.channel_type != "im":
        return None
    if before and before.text == message.text:
        return None  # only a link was unfurled
    place = Place("slack", team, edit.channel, PlaceKind.DIRECT)
    words = "" if gone else slack_plain(message.text).strip()
    values = {"gone": "yes"} if gone else {}
    return Interaction(
        team, Who(message.user), place, "intel_followed", words, key, at, values, Message(place, message.ts)
    )


def about(message: Shown) -> Mapping[str, str]:
    """Who wrote a message, and when."""
    at = moment(message.ts)
    told = {"author_id": message.user, "written_at": at.isoformat() if at else None}
    return {name: value for name, value in told.items() if value}

"""From Slack's payloads to our Interaction; no markup of Slack's, and no stranger, gets past here."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError

from bot.chat import Interaction, Message, Place, PlaceKind, Who
from bot.slack.followed import EDITS, about, edited, marked
from bot.slack.payloads import (
    Channel,
    Command,
    EditEvent,
    Event,
    Interactive,
    Payload,
    Pressed,
    ReactionEvent,
    Shortcut,
    Spoken,
    SpokenEvent,
    State,
    Submitted,
    Suggestion,
    Triggered,
)
from bot.understand import slack_channels, slack_plain

PLATFORM = "slack"
FORM_OF = {"warmup": "warmup_form", "save_intel": "intel_form"}  # a shortcut opens the form of what it is named after
SAVES = "bulb"  # the emoji that saves a message, unless the settings name another

P = TypeVar("P", bound=Payload)
_KINDS = {"channel": PlaceKind.CHANNEL, "group": PlaceKind.PRIVATE, "mpim": PlaceKind.GROUP, "im": PlaceKind.DIRECT}


class Malformed(Exception):
    """Slack would not have sent this."""


def translate(payload: Mapping[str, object], at: datetime, saves: str = SAVES) -> Interaction | None:
    """What a person did; None when it does not concern Warmup. `saves`: the emoji's name. Raises Malformed."""
    if "command" in payload:
        return _command(_read(Command, payload), at)
    kind = payload.get("type")
    if not isinstance(kind, str):
        raise Malformed("it does not say what it is")
    if kind == "event_callback":
        return _event(payload, at, saves)
    reader = _READERS.get(kind)
    return reader(payload, at) if reader else None


def for_bolt(payload: Mapping[str, object]) -> dict[str, object]:
    """What Bolt gets of a payload: the fields we know, since it trusts the types of all it meets. Raises Malformed."""
    shape = Submitted if payload.get("type") == "view_submission" else Suggestion
    return _read(shape, payload).model_dump()


def _read(shape: type[P], payload: Mapping[str, object]) -> P:
    try:
        return shape.model_validate(payload)
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, problem["loc"])) for problem in error.errors()[:3])
        raise Malformed(f"{shape.__name__}: {fields}") from None


# ── Slash commands and events ──


def _command(asked: Command, at: datetime) -> Interaction:
    team = _team(asked.team_id, asked.enterprise_id)
    return Interaction(
        team=team,
        who=Who(asked.user_id),
        place=_place(team, asked.channel_id, _kind_by_name(asked.channel_id, asked.channel_name, PlaceKind.CHANNEL)),
        action="",
        text=slack_plain(asked.text).strip(),
        key=f"slack:trigger:{asked.trigger_id}",
        at=at,
        trigger=asked.trigger_id,
        reply_to=asked.response_url,
        named=slack_channels(asked.text),
    )


def _event(payload: Mapping[str, object], at: datetime, saves: str) -> Interaction | None:
    envelope = _read(Event, payload)
    key = f"slack:event:{envelope.event_id}"
    if envelope.event.type == "reaction_added":
        reaction = _read(ReactionEvent, payload).event
        team, channel = _team(envelope.team_id, envelope.enterprise_id), reaction.item.channel
        place = _place(team, channel, _kind_by_name(channel, "", PlaceKind.UNKNOWN)) if channel else None
        return marked(reaction, place, saves, key, at) if place else None
    us = {installed.user_id for installed in envelope.authorizations}
    if envelope.event.type == "message" and envelope.event.subtype in EDITS:
        team = _team(envelope.team_id, envelope.enterprise_id)
        return edited(_read(EditEvent, payload).event, team, us, key, at)
    if envelope.event.type not in {"app_mention", "message"}:
        return None
    said = _read(SpokenEvent, payload).event
    if said.user is None or said.user in us or not _is_for_us(envelope.event.type, said):
        return None
    if _is_stranger({said.user_team, said.source_team}, {envelope.team_id, envelope.enterprise_id}):
        return None
    return _heard(envelope, said, us, at)


def _is_for_us(kind: str, said: Spoken) -> bool:
    """A person's own words: no edits, no bots; of plain messages only those in the bot's direct messages."""
    plain = said.bot_id is None and said.subtype in {None, "file_share"}
    return plain and (kind == "app_mention" or said.channel_type == "im")


def _heard(envelope: Event, said: Spoken, us: set[str | None], at: datetime) -> Interaction:
    team = _team(envelope.team_id, envelope.enterprise_id)
    kind = _KINDS.get(said.channel_type) or _kind_by_name(said.channel, "", PlaceKind.UNKNOWN)
    return Interaction(
        team=team,
        who=Who(said.user or ""),
        place=_place(team, said.channel, kind, said.thread_ts or said.ts),
        action="",
        text=slack_plain(_without_mention(said.text, us)).strip(),
        key=f"slack:event:{envelope.event_id}",
        at=at,
        values={"said_in": said.ts},
        named=slack_channels(said.text),
    )


def _without_mention(text: str, us: set[str | None]) -> str:
    """Without the bot's own mention; when Slack did not say who the bot is, without the first one at the start."""
    known = "|".join(re.escape(user) for user in us if user)
    if known:
        return re.sub(rf"<@(?:{known})(?:\|[^<>]*)?>", " ", text)
    return re.sub(r"^\s*<@[^<>]*>", " ", text)


# ── Buttons, shortcuts, dialogs ──


def _pressed(payload: Mapping[str, object], at: datetime) -> Interaction | None:
    pressed = _read(Pressed, payload)
    if not pressed.actions:
        raise Malformed("nothing was pressed")
    action = pressed.actions[0]
    chosen = action.selected_option.value if action.selected_option else ""
    place = _where(pressed, pressed.channel, pressed.container.thread_ts)
    message = pressed.message
    if message and message.thread_ts:
        place = _where(pressed, pressed.channel, message.thread_ts)
    stands_on = Message(place, message.ts) if message and not pressed.container.is_ephemeral else None
    return _done(pressed, at, place, (action.action_id.split("#")[0], action.value or chosen), message=stands_on)


def _shortcut(payload: Mapping[str, object], at: datetime) -> Interaction | None:
    chosen = _read(Shortcut, payload)
    place = _where(chosen, None)
    return _done(chosen, at, place, (FORM_OF.get(chosen.callback_id, chosen.callback_id), ""))


def _message_shortcut(payload: Mapping[str, object], at: datetime) -> Interaction | None:
    chosen = _read(Shortcut, payload)
    if chosen.message is None or chosen.channel is None:
        raise Malformed("a message shortcut without its message")
    place = _where(chosen, chosen.channel, chosen.message.thread_ts)
    text = slack_plain(chosen.message.text).strip()
    what, message = (FORM_OF.get(chosen.callback_id, chosen.callback_id), text), Message(place, chosen.message.ts)
    return _done(chosen, at, place, what, message=message, values=about(chosen.message))


def _submitted(payload: Mapping[str, object], at: datetime) -> Interaction | None:
    form = _read(Submitted, payload)
    values = {name: _value(state) for name, states in form.view.state.values.items() for state in states.values()}
    return _done(form, at, _where(form, None), (form.view.callback_id, form.view.private_metadata), values=values)


def _value(state: State) -> str:
    chosen = state.selected_option.value if state.selected_option else None
    moment = str(state.selected_date_time) if state.selected_date_time is not None else None
    return state.value or state.selected_conversation or state.selected_user or moment or chosen or ""


def _done(
    done: Triggered,
    at: datetime,
    place: Place,
    what: tuple[str, str],
    *,
    message: Message | None = None,
    values: Mapping[str, str] | None = None,
) -> Interaction | None:
    """The interaction of action and text in `what`; None when somebody of another company did it."""
    if _is_stranger({done.user.team_id}, {each.id for each in (done.team, done.enterprise) if each}):
        return None
    return Interaction(
        team=place.team,
        who=Who(done.user.id),
        place=place,
        action=what[0],
        text=what[1],
        key=f"slack:trigger:{done.trigger_id}",
        at=at,
        values=values or {},
        message=message,
        trigger=done.trigger_id,
        reply_to=done.response_url or None,
    )


# ── Where, and who ──


def _where(done: Interactive, channel: Channel | None, thread: str | None = None) -> Place:
    """The channel it was done in; where there is none, the person's own conversation with the bot."""
    team = _team(done.team and done.team.id, done.enterprise and done.enterprise.id)
    if channel is None:
        return _place(team, done.user.id, PlaceKind.DIRECT)
    known = PlaceKind.CHANNEL if channel.name else PlaceKind.UNKNOWN
    return _place(team, channel.id, _kind_by_name(channel.id, channel.name, known), thread)


def _place(team: str, channel: str, kind: PlaceKind, thread: str | None = None) -> Place:
    return Place(PLATFORM, team, channel, kind, thread)


def _kind_by_name(channel: str, name: str, otherwise: PlaceKind) -> PlaceKind:
    """Slack puts these words in the place of names that are nobody's business."""
    if channel.startswith("D") or name == "directmessage":
        return PlaceKind.DIRECT
    if name == "privategroup":
        return PlaceKind.PRIVATE
    return PlaceKind.GROUP if channel.startswith("G") or name.startswith("mpdm-") else otherwise


def _team(team: str | None, enterprise: str | None) -> str:
    """The tenant: the workspace, or the whole organisation where the app is installed for that."""
    found = team or enterprise
    if not found:
        raise Malformed("neither a team nor an enterprise")
    return found


def _is_stranger(theirs: set[str | None], ours: set[str | None]) -> bool:
    """Whether they belong to another team: in a channel shared with a company, its people can press our buttons."""
    return bool(theirs - {None} - ours)


_READERS: Mapping[str, Callable[[Mapping[str, object], datetime], Interaction | None]] = {
    "block_actions": _pressed,
    "shortcut": _shortcut,
    "message_action": _message_shortcut,
    "view_submission": _submitted,
}

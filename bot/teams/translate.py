"""From Teams' activities to our Interaction; no markup of Teams' gets past here."""

import hashlib
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from html.parser import HTMLParser
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.chat import Interaction, Message, Place, PlaceKind, Who
from bot.teams.form import MARK, Carried, as_mapping, filled_in, read_carried
from bot.teams.payloads import Account, Activity, Extension, Payload, Pressed, Task
from bot.teams.payloads import MessagePayload as Chosen

PLATFORM = "teams"
THREAD = ";messageid="
LOCAL_TEAM = "local"  # where nothing is signed, a tenant may be missing

P = TypeVar("P", bound=Payload)
_KINDS = {"personal": PlaceKind.DIRECT, "groupChat": PlaceKind.GROUP, "channel": PlaceKind.CHANNEL}
_COMMAND = re.compile(r"^[/@]?warmup\b(?![.@-])[\s:]*", re.IGNORECASE)
_TAG = re.compile(r"</?at\b[^>]*>", re.IGNORECASE)


class Malformed(Exception):
    """Teams would not have sent this."""


class Waits(StrEnum):
    """What Teams waits for after this delivery."""

    NOTHING = "nothing"
    PRESS = "press"  # a pressed button: another card in its place, or a few words
    OPENING = "opening"  # a dialog
    SENT = "sent"  # what becomes of a submitted dialog


@dataclass(frozen=True, slots=True)
class Heard:
    """What a person did, and what Teams waits for."""

    asked: Interaction
    waits: Waits = Waits.NOTHING
    under_way: Carried | None = None  # the form that came back


def read(shape: type[P], payload: object) -> P:
    """The payload in its shape. Raises Malformed, without what was in it."""
    try:
        return shape.model_validate(payload)
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, problem["loc"])) for problem in error.errors()[:3])
        raise Malformed(f"{shape.__name__}: {fields}") from None


def translate(activity: Activity, at: datetime) -> Heard | None:
    """What a person did; None when it does not concern Warmup. Raises Malformed."""
    if activity.sender is None:
        return None
    if activity.type == "message":
        return _message(activity, at)
    if activity.type == "invoke":
        return _invoke(activity, at)
    return None


def key_of(activity: Activity) -> str:
    """The same for the same delivery; where Teams gives no id, its words tell."""
    told = activity.id
    if not told:
        words = activity.model_dump_json(exclude={"id"})
        told = hashlib.sha256(words.encode()).hexdigest()[:32]
    return f"teams:{activity.conversation.id.partition(THREAD)[0]}:{told}"


def team_of(activity: Activity) -> str:
    """The tenant."""
    told = activity.channelData and activity.channelData.tenant
    return (told.id if told else activity.conversation.tenantId) or LOCAL_TEAM


def place_of(activity: Activity) -> Place:
    """The conversation, and in a channel the thread."""
    channel, _, root = activity.conversation.id.partition(THREAD)
    kind = _KINDS.get(activity.conversation.conversationType or "", PlaceKind.UNKNOWN)
    told = activity.channelData and activity.channelData.channel
    if kind is PlaceKind.CHANNEL:
        kind = PlaceKind.PRIVATE if told and told.type == "private" else kind
        return Place(PLATFORM, team_of(activity), channel, kind, root or activity.id)
    return Place(PLATFORM, team_of(activity), channel, kind)


def who_of(activity: Activity, sender: Account) -> Who:
    """The person, with what their client says of itself."""
    told = [each for each in activity.entities or [] if each.type.lower() == "clientinfo"]
    zones = [*(each.timezone for each in told), activity.localTimezone]
    locales = [*(each.locale for each in told), activity.locale]
    zone = next((zone for zone in zones if zone and _is_zone(zone)), None) or _by_offset(activity.localTimestamp)
    locale = next((one for one in locales if one and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", one)), None)
    return Who(sender.aadObjectId or sender.id, sender.name or None, zone, locale)


# ── Messages ──


def _message(activity: Activity, at: datetime) -> Heard | None:
    data = as_mapping(activity.value)
    if MARK in data:
        return _pressed(activity, at, data, Waits.NOTHING)
    text = said_to_us(activity)
    return Heard(_asked(activity, at, "", text)) if text or activity.text else None


def said_to_us(activity: Activity) -> str:
    """The words without our own mention, and without the command's name where it was typed."""
    text, us = activity.text or "", activity.recipient.id if activity.recipient else None
    for entity in activity.entities or []:
        if entity.type == "mention" and entity.mentioned and entity.mentioned.id == us:
            named = rf"<at\b[^>]*>\s*{re.escape(entity.mentioned.name or '')}\s*</at>"
            bare = 1 if entity.text and "<at" not in entity.text else -1  # the name alone may be said again
            told = entity.text
            text = text.replace(told, " ", bare) if told else re.sub(named, " ", text, flags=re.IGNORECASE)
    words = " ".join(html.unescape(_TAG.sub(" ", text)).split())
    return _COMMAND.sub("", words).strip()


# ── Invokes ──


def _invoke(activity: Activity, at: datetime) -> Heard | None:
    match activity.name:
        case "adaptiveCard/action":
            action = read(Pressed, activity.value).action
            return _pressed(activity, at, action.data or {}, Waits.PRESS, action.verb)
        case "task/fetch":
            return _pressed(activity, at, read(Task, activity.value).data or {}, Waits.OPENING)
        case "task/submit":
            return _pressed(activity, at, read(Task, activity.value).data or {}, Waits.SENT)
        case "composeExtension/fetchTask":
            return _chosen(activity, at)
        case "composeExtension/submitAction":
            return _pressed(activity, at, read(Extension, activity.value).data or {}, Waits.SENT)
        case _:
            return None


def _pressed(
    activity: Activity, at: datetime, data: Mapping[str, object], waits: Waits, verb: str = ""
) -> Heard | None:
    """A button, or a form that comes back."""
    form = read_carried(data)
    message = Message(place_of(activity), activity.replyToId) if activity.replyToId else None
    if form:
        zone = who_of(activity, _sender(activity)).zone
        values = filled_in(form, data, zone)
        asked = _asked(activity, at, form.form.action, form.form.hidden, values=values)
        return Heard(asked, waits, form)
    carried = as_mapping(data.get(MARK))
    action, text = carried.get("verb") or verb, carried.get("text", "")
    if not isinstance(action, str) or not isinstance(text, str) or not action:
        raise Malformed("nothing that we sent was pressed")
    return Heard(_asked(activity, at, action, text, message=message), waits)


def _chosen(activity: Activity, at: datetime) -> Heard:
    """An action of a message: its words, who wrote it, and where it stands."""
    chosen = read(Extension, activity.value)
    if chosen.messagePayload is None:
        raise Malformed("a message action without its message")
    message = Message(place_of(activity), chosen.messagePayload.id)
    text = plain_words(chosen.messagePayload.body.content)
    asked = _asked(activity, at, chosen.commandId, text, message=message, values=_about(chosen.messagePayload))
    return Heard(asked, Waits.OPENING)


def _about(chosen: Chosen) -> dict[str, str]:
    author = chosen.sender.user if chosen.sender else None
    told = {
        "author": author.displayName if author else None,
        "author_id": author.id if author else None,
        "link": chosen.linkToMessage,
        "written_at": chosen.createdDateTime,
    }
    return {name: value for name, value in told.items() if value}


def _asked(
    activity: Activity,
    at: datetime,
    action: str,
    text: str,
    *,
    values: Mapping[str, str] | None = None,
    message: Message | None = None,
) -> Interaction:
    key = key_of(activity)
    return Interaction(
        team=team_of(activity),
        who=who_of(activity, _sender(activity)),
        place=place_of(activity),
        action=action,
        text=text,
        key=key,
        at=at,
        values=values or {},
        message=message,
        trigger=key if activity.type == "invoke" else None,
    )


def _sender(activity: Activity) -> Account:
    if activity.sender is None:
        raise Malformed("nobody did it")
    return activity.sender


# ── Words and zones ──


class _Words(HTMLParser):
    """The text of a message's HTML; breaks and paragraphs become lines."""

    _BREAKS = frozenset({"br", "p", "div", "li", "tr", "blockquote", "h1", "h2", "h3"})
    _SILENT = frozenset({"script", "style", "attachment"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self._SILENT
        self.said += ["\n"] if tag in self._BREAKS else []
        self.said += [name for key, name in attrs if tag in {"img", "emoji"} and key == "alt" and name]

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self._SILENT))
        self.said += ["\n"] if tag in self._BREAKS else []

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data)


def plain_words(content: str) -> str:
    """A message's HTML as text, an empty line never twice."""
    reader = _Words()
    reader.feed(content)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@lru_cache(maxsize=1_000)
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True


def _by_offset(local: str | None) -> str | None:
    """A zone that is right today, from the offset of their clock; whole hours only."""
    offset = re.search(r"([+-])(\d{2}):00$", local or "")
    if not offset:
        return None
    name = f"Etc/GMT{'-' if offset[1] == '+' else '+'}{int(offset[2])}"
    return name if _is_zone(name) else None

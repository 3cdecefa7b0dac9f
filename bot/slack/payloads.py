"""The shapes of what Slack delivers, as far as Warmup reads them; anything else about them is ignored."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,255}$")]  # Slack's ids and times: visible ASCII
Address = Annotated[str, StringConstraints(pattern=r"^https?://[!-~]{1,2000}$")]
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no half of a character
Said = Annotated[str, AfterValidator(lambda text: _UNKEEPABLE.sub("", text))]

Seconds = Annotated[int, Field(ge=0, lt=10_000_000_000)]  # since 1970, ten digits


class Payload(BaseModel):
    """Outside data: strict about what is read, blind to the rest."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, hide_input_in_errors=True)


class Named(Payload):
    """A team or an enterprise."""

    id: Id


class Person(Payload):
    """Who did it; `team_id` is their own team, which in a shared channel may be another company."""

    id: Id
    team_id: Id | None = None


class Channel(Payload):
    """Where it was done; Slack hides the names of private ones."""

    id: Id
    name: str = ""


class Installed(Payload):
    """For whom the app is installed: the bot's own user."""

    user_id: Id | None = None


class Command(Payload):
    """A slash command."""

    team_id: Id | Literal[""] = ""
    enterprise_id: Id | Literal[""] = ""
    user_id: Id
    channel_id: Id
    channel_name: str = ""
    text: Said = ""
    trigger_id: Id
    response_url: Address | None = None


class Spoken(Payload):
    """A message that mentions the bot, or one in its direct messages."""

    user: Id | None = None
    bot_id: Id | None = None
    subtype: str | None = None
    channel: Id
    channel_type: str = ""
    ts: Id
    thread_ts: Id | None = None
    text: Said = ""
    user_team: Id | None = None
    source_team: Id | None = None


class Kind(Payload):
    """What an event is about."""

    type: str
    subtype: str | None = None


class Event(Payload):
    """An event of any kind: enough to see whether it concerns us."""

    event_id: Id
    team_id: Id | None = None
    enterprise_id: Id | None = None
    authorizations: list[Installed] = []
    event: Kind


class Marked(Payload):
    """The message somebody reacted to."""

    type: str
    channel: Id | None = None
    ts: Id | None = None


class Reaction(Payload):
    """Somebody put an emoji on a message; its words do not come along."""

    user: Id
    reaction: str
    item: Marked
    item_user: Id | None = None


class ReactionEvent(Payload):
    """What is read of an event once it is known to be a reaction."""

    event: Reaction


class Written(Payload):
    """A message as it is now, or was."""

    user: Id | None = None
    bot_id: Id | None = None
    ts: Id
    text: Said = ""


class Edit(Payload):
    """A message was changed, or deleted."""

    channel: Id
    channel_type: str = ""
    subtype: str | None = None
    message: Written | None = None
    previous_message: Written | None = None


class EditEvent(Payload):
    """What is read of an event once it is known to be an edit."""

    event: Edit


class SpokenEvent(Payload):
    """What is read of an event once it is known to be a message."""

    event: Spoken


class Option(Payload):
    """A chosen option of a select."""

    value: Said


class Action(Payload):
    """A pressed button, or a choice."""

    action_id: Id
    value: Said | None = None
    selected_option: Option | None = None


class Shown(Payload):
    """The message something was done to."""

    ts: Id
    thread_ts: Id | None = None
    text: Said = ""
    user: Id | None = None


class Container(Payload):
    """What a pressed button stands on; an ephemeral message cannot be changed later."""

    is_ephemeral: bool = False
    thread_ts: Id | None = None


class Interactive(Payload):
    """What buttons, shortcuts and dialogs have in common."""

    type: Id
    team: Named | None = None
    enterprise: Named | None = None
    user: Person
    response_url: Address | Literal[""] | None = None


class Triggered(Interactive):
    """Those that can open a dialog, and are known by that."""

    trigger_id: Id


class Pressed(Triggered):
    """block_actions."""

    actions: list[Action]
    channel: Channel | None = None
    message: Shown | None = None
    container: Container = Container()


class Shortcut(Triggered):
    """A shortcut, global or on a message."""

    callback_id: Id
    channel: Channel | None = None
    message: Shown | None = None


class State(Payload):
    """What stands in one input."""

    value: Said | None = None
    selected_conversation: Id | None = None
    selected_user: Id | None = None
    selected_date_time: Seconds | None = None
    selected_option: Option | None = None


class States(Payload):
    """All inputs of a dialog: block_id → action_id → state."""

    values: dict[Id, dict[Id, State]] = {}


class View(Payload):
    """A dialog."""

    type: Id = "modal"
    callback_id: Id
    private_metadata: Said = ""
    state: States = States()


class Submitted(Triggered):
    """view_submission."""

    view: View


class Suggestion(Interactive):
    """block_suggestion: what was typed into a select that asks us."""

    action_id: Id
    block_id: Id
    value: Said = ""

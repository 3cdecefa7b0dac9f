"""The shapes of what Teams delivers, as far as Warmup reads them; anything else about them is ignored."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # PostgreSQL takes no NUL, UTF-8 no half of a character
Id = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x20\x7f][^\x00-\x1f\x7f]{0,1023}$")]
Said = Annotated[str, AfterValidator(lambda text: _UNKEEPABLE.sub("", text))]
Maybe = Annotated[str | None, AfterValidator(lambda text: text and _UNKEEPABLE.sub("", text))]


class Payload(BaseModel):
    """Outside data: strict about what is read, blind to the rest."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, hide_input_in_errors=True)


class Account(Payload):
    """A person or a bot; `aadObjectId` is the same in the whole tenant, `id` is ours alone."""

    id: Id
    name: Maybe = None
    aadObjectId: Id | None = None  # noqa: N815 (Teams' name)
    isTargeted: bool = False  # noqa: N815 (Teams' name)


class Conversation(Payload):
    """Where; in a channel with `;messageid=<root>` at the end of its id."""

    id: Id
    conversationType: str | None = None  # noqa: N815 (Teams' name)
    tenantId: Id | None = None  # noqa: N815 (Teams' name)
    isGroup: bool | None = None  # noqa: N815 (Teams' name)


class Named(Payload):
    """A tenant, a channel, a team."""

    id: Id
    name: Maybe = None
    type: str | None = None


class ChannelData(Payload):
    """What only Teams says."""

    tenant: Named | None = None
    channel: Named | None = None
    team: Named | None = None


class Entity(Payload):
    """A mention, or what the person's client says of itself."""

    type: str = ""
    mentioned: Account | None = None
    text: Maybe = None
    timezone: Maybe = None
    locale: Maybe = None


class Activity(Payload):
    """Anything that happens."""

    type: Id
    id: Id | None = None
    name: str | None = None
    serviceUrl: Id = ""  # noqa: N815 (Teams' name)
    sender: Account | None = Field(default=None, alias="from")
    recipient: Account | None = None
    conversation: Conversation
    text: Maybe = None
    textFormat: str | None = None  # noqa: N815 (Teams' name)
    entities: list[Entity] | None = None
    channelData: ChannelData | None = None  # noqa: N815 (Teams' name)
    value: dict[str, object] | None = None
    replyToId: Id | None = None  # noqa: N815 (Teams' name)
    locale: str | None = None
    localTimezone: str | None = None  # noqa: N815 (Teams' name)
    localTimestamp: str | None = None  # noqa: N815 (Teams' name)
    action: str | None = None
    membersAdded: list[Account] | None = None  # noqa: N815 (Teams' name)
    membersRemoved: list[Account] | None = None  # noqa: N815 (Teams' name)


class Pressed(Payload):
    """`value` of adaptiveCard/action."""

    class Action(Payload):
        """The pressed Action.Execute."""

        verb: Said = ""
        data: dict[str, object] | None = None

    action: Action


class Body(Payload):
    """A message's words."""

    contentType: str = "html"  # noqa: N815 (Teams' name)
    content: Said = ""


class User(Payload):
    """Who wrote a message."""

    id: Id
    displayName: Maybe = None  # noqa: N815 (Teams' name)


class Author(Payload):
    """Who wrote a message: a person, or an app."""

    user: User | None = None


class MessagePayload(Payload):
    """The message somebody chose an action of."""

    id: Id
    sender: Author | None = Field(default=None, alias="from")
    body: Body = Body()
    linkToMessage: str | None = None  # noqa: N815 (Teams' name)
    createdDateTime: str | None = None  # noqa: N815 (Teams' name)


class Extension(Payload):
    """`value` of composeExtension/fetchTask, /submitAction."""

    commandId: Said = ""  # noqa: N815 (Teams' name)
    messagePayload: MessagePayload | None = None  # noqa: N815 (Teams' name)
    data: dict[str, object] | None = None


class Parameter(Payload):
    """A search's words."""

    name: str
    value: object = None


class Query(Payload):
    """`value` of composeExtension/query."""

    commandId: Said = ""  # noqa: N815 (Teams' name)
    parameters: list[Parameter] | None = None


class Task(Payload):
    """`value` of task/fetch and task/submit."""

    data: dict[str, object] | None = None

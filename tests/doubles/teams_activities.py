"""What Teams delivers, in the shape it has; written by us."""

import itertools
from typing import Any

from tests.doubles.teams_server import APP, TENANT

Thing = dict[str, Any]

BOT = f"28:{APP}"
DANA = {"id": "29:dana", "name": "Dana Cho", "aadObjectId": "dddddddd-0000-0000-0000-00000000000d"}
SAM = {"id": "29:sam", "name": "Sam Lee", "aadObjectId": "dddddddd-0000-0000-0000-00000000000e"}
CHANNEL = "19:sales@thread.tacv2"
GENERAL = "19:general@thread.tacv2"
DIRECT = "a:dana"
CHAT = "19:chat@thread.v2"

_numbers = itertools.count(1)


def activity(service: str, kind: str = "message", where: str = "personal", **more: Any) -> Thing:
    """An activity of this kind in a conversation: personal, channel or groupChat."""
    number = next(_numbers)
    given: Thing = {
        "type": kind,
        "id": f"{number}",
        "channelId": "msteams",
        "serviceUrl": service,
        "from": dict(DANA),
        "recipient": {"id": BOT, "name": "Warmup"},
        "conversation": conversation(where, f"{number}"),
        "channelData": {"tenant": {"id": TENANT}} | (_in_channel() if where == "channel" else {}),
        "entities": [{"type": "clientInfo", "locale": "en-GB", "country": "GB", "timezone": "Europe/London"}],
    }
    return given | more


def conversation(where: str, root: str = "100") -> Thing:
    """A conversation as an activity names it."""
    known = {
        "personal": {"id": DIRECT, "conversationType": "personal"},
        "channel": {"id": f"{CHANNEL};messageid={root}", "conversationType": "channel", "isGroup": True},
        "groupChat": {"id": CHAT, "conversationType": "groupChat", "isGroup": True},
    }
    return known[where] | {"tenantId": TENANT}


def _in_channel() -> Thing:
    return {"channel": {"id": CHANNEL}, "team": {"id": GENERAL, "name": "Sales"}}


def says(service: str, words: str, where: str = "personal", **more: Any) -> Thing:
    """Somebody writes to the bot; outside a personal chat they mention it."""
    if where == "personal":
        return activity(service, where=where, text=words, textFormat="plain", **more)
    mention = {"type": "mention", "mentioned": {"id": BOT, "name": "Warmup"}, "text": "<at>Warmup</at>"}
    given = activity(service, where=where, text=f"<at>Warmup</at> {words}\n", **more)
    given["entities"] = [*given["entities"], mention]
    return given


def invoke(service: str, name: str, value: Thing, where: str = "personal", **more: Any) -> Thing:
    """Something whose answer Teams waits for."""
    return activity(service, "invoke", where, name=name, value=value, **more)


def presses(service: str, button: Thing, on: str, where: str = "personal", **more: Any) -> Thing:
    """A press on a button of ours, as Teams sends it for this kind of button."""
    if button["type"] == "Action.Execute":
        value = {
            "action": {"type": "Action.Execute", "verb": button["verb"], "data": button["data"]},
            "trigger": "manual",
        }
        return invoke(service, "adaptiveCard/action", value, where, replyToId=on, **more)
    return invoke(
        service, "task/fetch", {"data": button["data"], "context": {"theme": "default"}}, where, replyToId=on, **more
    )


def submits(service: str, dialog: Thing, where: str = "personal", name: str = "task/submit", **inputs: str) -> Thing:
    """A dialog of ours, filled in and sent."""
    data = dialog["task"]["value"]["card"]["content"]["actions"][0]["data"]
    return invoke(service, name, {"data": data | inputs}, where)


def chooses(service: str, content: str, name: str = "composeExtension/fetchTask", **more: Any) -> Thing:
    """The action *Save as intel* on a message."""
    author = {"user": {"id": SAM["aadObjectId"], "displayName": SAM["name"]}}
    message = {
        "id": "77",
        "from": author,
        "body": {"contentType": "html", "content": content},
        "linkToMessage": "https://teams.example/l/77",
        "createdDateTime": "2026-11-24T15:00:00Z",
    }
    value = {"commandId": "save_intel", "commandContext": "message", "messagePayload": message} | more
    return invoke(service, name, value, "channel")


def installed(service: str, where: str = "personal", *, both: bool = True) -> list[Thing]:
    """The two events of one installation."""
    update = activity(service, "conversationUpdate", where, membersAdded=[{"id": BOT}])
    add = activity(service, "installationUpdate", where, action="add")
    if where == "channel":
        for one in (update, add):
            one["conversation"] = {"id": GENERAL, "conversationType": "channel", "isGroup": True, "tenantId": TENANT}
            one["channelData"]["channel"] = {"id": GENERAL}
    return [update, add] if both else [update]


def member(person: Thing, role: str = "user", tenant: str = TENANT) -> Thing:
    """Somebody in a roster."""
    return person | {"userRole": role, "tenantId": tenant}

"""Teams' front door: only what is kept is acknowledged, what is waited for is answered, nothing makes it fall over."""

import asyncio
import gzip
import logging
from typing import Any

import pytest

from bot.chat import Place, PlaceKind
from bot.teams import limits
from tests.doubles import teams_activities as asked
from tests.doubles.teams_door import NOW, TeamsDoor
from tests.doubles.teams_server import TENANT


async def test_a_message_is_kept_and_acknowledged(door: TeamsDoor):
    """Plain words in a personal chat, with who said them, their zone and language."""
    assert await door.deliver(asked.says(door.teams.service, "Jane Doe at Acme")) == (202, None)
    [kept] = door.reception.accepted
    assert (kept.text, kept.team, kept.action) == ("Jane Doe at Acme", TENANT, "")
    assert kept.place == Place("teams", TENANT, asked.DIRECT, PlaceKind.DIRECT)
    assert (kept.who.id, kept.who.name, kept.who.zone, kept.who.locale) == (
        asked.DANA["aadObjectId"],
        "Dana Cho",
        "Europe/London",
        "en-GB",
    )


async def test_a_mention_in_a_channel_keeps_its_thread(door: TeamsDoor):
    """The mention is gone, the conversation and its thread are known."""
    said = asked.says(door.teams.service, "Jane Doe at Acme", "channel")
    await door.deliver(said)
    [kept] = door.reception.accepted
    assert kept.text == "Jane Doe at Acme"
    assert kept.place == Place("teams", TENANT, asked.CHANNEL, PlaceKind.CHANNEL, said["id"])


MENTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "without its words": ({"text": '<at id="0">Warmup</at>&nbsp;AT&amp;T'}, "AT&T"),
    "named again in the sentence": ({"text": "<at>Warmup</at> Warmup Inc <at>Warmup</at>"}, "Inc"),
    "another's": ({"text": "<at>Warmup</at> ask <at>Sam Lee</at>"}, "ask Sam Lee"),
    "the command typed": ({"text": "/warmup Jane Doe at Acme"}, "Jane Doe at Acme"),
    "the command's name": ({"text": "Warmup: Jane Doe at Acme"}, "Jane Doe at Acme"),
    "an address": ({"text": "warmup.example"}, "warmup.example"),
}


@pytest.mark.parametrize("case", MENTIONS)
async def test_every_kind_of_mention_is_understood(door: TeamsDoor, case: str):
    """Whatever Teams makes of a mention, the words meant for us are left."""
    said = asked.activity(door.teams.service, where="groupChat", **MENTIONS[case][0])
    mention: dict[str, Any] = {"type": "mention", "mentioned": {"id": asked.BOT, "name": "Warmup"}}
    said["entities"] = [mention | ({} if case == "without its words" else {"text": "<at>Warmup</at>"})]
    await door.deliver(said)
    assert [each.text for each in door.reception.accepted] == [MENTIONS[case][1]]


async def test_five_identical_deliveries_are_one(door: TeamsDoor):
    """Teams repeats what it thinks was lost: each copy is acknowledged, one is kept."""
    said = asked.says(door.teams.service, "Jane Doe at Acme", "channel")
    answers = await asyncio.gather(*(door.deliver(said) for _ in range(5)))
    assert answers == [(202, None)] * 5
    assert len(door.reception.accepted) == 1


async def test_what_is_not_kept_is_not_acknowledged(door: TeamsDoor):
    """With the database away Teams hears 503 and comes again."""
    door.reception.broken = True
    assert await door.deliver(asked.says(door.teams.service, "Jane Doe at Acme")) == (503, None)


BODIES: dict[str, tuple[bytes, str, int]] = {
    "no type": (b"{}", "", 415),
    "a form": (b"a=b", "application/x-www-form-urlencoded", 415),
    "a page": (b"<html>", "text/html", 415),
    "nothing": (b"", "application/json", 400),
    "no JSON": (b"{", "application/json", 400),
    "a list": (b"[]", "application/json", 400),
    "null": (b"null", "application/json", 400),
    "a number": (b"7", "application/json", 400),
    "no UTF-8": (b'{"type":"\xff"}', "application/json", 400),
    "no conversation": (b'{"type":"message"}', "application/json", 400),
    "a conversation that is none": (b'{"type":"message","conversation":7}', "application/json", 400),
    "a type that is none": (b'{"type":7,"conversation":{}}', "application/json", 400),
    "deep": (b"[" * 100_000, "application/json", 400),
    "deep inside": (b'{"a":' * 50_000, "application/json", 400),
    "huge": (b" " * (limits.BODY + 1), "application/json", 413),
}


@pytest.mark.parametrize("case", BODIES)
async def test_a_broken_body_is_turned_away(door: TeamsDoor, case: str, caplog: pytest.LogCaptureFixture):
    """Wrong types, broken JSON, no activity, far too much: each its 4xx, with a good token, which nobody logs."""
    body, kind, status = BODIES[case]
    token = door.teams.token(NOW)
    with caplog.at_level(logging.DEBUG):
        assert (await door.deliver(body, token, kind=kind))[0] == status
    assert door.reception.accepted == []
    assert token.removeprefix("Bearer ") not in caplog.text


@pytest.mark.parametrize(
    "change",
    [
        {"from": 7},
        {"from": {"id": ""}},
        {"conversation": {"id": "x\0y", "tenantId": TENANT}},
        {"conversation": {}},
        {"entities": "x"},
        {"entities": [7]},
        {"text": ["a"]},
        {"type": "invoke", "name": "adaptiveCard/action", "value": None},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"verb": 7}}},
        {"type": "invoke", "name": "task/fetch", "value": {"data": {}}},
        {"type": "invoke", "name": "task/submit", "value": {"data": {"warmup": {"form": {"title": 7}}}}},
        {"type": "invoke", "name": "composeExtension/fetchTask", "value": {"commandId": "save_intel"}},
        {"type": "invoke", "name": "composeExtension/query", "value": {"parameters": [7]}},
    ],
)
async def test_an_activity_of_the_wrong_shape_is_turned_away(
    door: TeamsDoor, change: dict[str, Any], caplog: pytest.LogCaptureFixture
):
    """What Teams would not have sent is 400, signed or not; the log names the field, and nothing of what was said."""
    said = asked.says(door.teams.service, "Jane Doe at Acme")
    with caplog.at_level(logging.DEBUG):
        assert (await door.deliver(said | change))[0] == 400
    assert door.reception.accepted == []
    assert "malformed" in caplog.text
    assert not [word for word in ("Jane", "Dana", door.teams.token(NOW)) if word in caplog.text]


async def test_a_squeezed_body_counts_unsqueezed(door: TeamsDoor):
    """A few kilobytes that unfold to megabytes are too large as well."""
    body = gzip.compress(b" " * (limits.BODY * 8))
    status, _ = await door.deliver(body, headers={"Content-Encoding": "gzip"})
    assert status == 413


async def test_what_does_not_concern_us_is_acknowledged(door: TeamsDoor):
    """Typing, reactions, other invokes, messages without words: taken, and nothing is done."""
    for kind in ("typing", "messageReaction", "messageUpdate", "event", "endOfConversation"):
        assert (await door.deliver(asked.activity(door.teams.service, kind)))[0] == 202
    assert await door.deliver(asked.invoke(door.teams.service, "signin/verifyState", {})) == (200, {})
    assert (await door.deliver(asked.activity(door.teams.service)))[0] == 202
    assert door.reception.accepted == []

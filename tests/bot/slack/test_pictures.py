"""A picture becomes a file of Slack's, once; where Slack does not take it, its words stand there."""

import base64

import pytest

from bot import cards
from bot.cards import Button, Buttons, Card, Picture
from bot.chat import Place, PlaceKind
from bot.slack.send import SlackMessenger
from tests.doubles.slack_api import SlackApi

SALES = Place("slack", "T1", "C1", PlaceKind.CHANNEL)
PNG = base64.b64encode(b"\x89PNG and so on").decode()
BUTTONS = Buttons((Button("Turn off", "digest_off", "C1"),))
DIGEST = Card("Digest", (cards.text("Yesterday"), Picture(PNG, "Chart: 3 of 9"), BUTTONS), more=(cards.text("Detail"),))


async def test_a_picture_is_uploaded_once(slack: SlackApi, messenger: SlackMessenger) -> None:
    """To no channel; the message shows it with its words, and a change of the message uploads nothing."""
    message = await messenger.post(SALES, DIGEST, "m1")
    await messenger.update(message, DIGEST)

    first, detail = slack.texts("C1")
    [image] = [block for block in slack.blocks(first) if block["type"] == "image"]
    assert (image["slack_file"], image["alt_text"]) == ({"id": "F1"}, "Chart: 3 of 9")
    assert slack.files.there == {"F1": b"\x89PNG and so on"}
    assert "channel_id" not in slack.called("files.completeUploadExternal")[0]
    assert detail["thread_ts"] == first["ts"]


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_words_where_slack_takes_no_file(slack: SlackApi, messenger: SlackMessenger, method: str) -> None:
    """Without the permission, say, the digest comes all the same, with its buttons."""
    slack.bad_day(method, "missing_scope", times=9)
    await messenger.post(SALES, DIGEST, "m1")

    kinds = [block["type"] for block in slack.blocks(slack.texts("C1")[0])]
    assert "image" not in kinds
    assert "actions" in kinds
    assert "Chart: 3 of 9" in str(slack.texts("C1")[0])


async def test_a_file_that_is_not_ready_yet(slack: SlackApi, messenger: SlackMessenger) -> None:
    """A file Slack has not looked at yet is shown a moment later; one it never takes is told in words."""
    slack.bad_day("chat.postMessage", "invalid_blocks")
    await messenger.post(SALES, DIGEST, "m1")
    assert any(block["type"] == "image" for block in slack.blocks(slack.texts("C1")[0]))

    slack.bad_day("chat.postMessage", "invalid_blocks", times=2)
    await messenger.post(SALES, DIGEST, "m2")
    last = [said for said in slack.texts("C1") if "thread_ts" not in said or said["thread_ts"] is None][-1]
    assert any(block["type"] == "actions" for block in slack.blocks(last))
    assert "Chart: 3 of 9" in str(last)

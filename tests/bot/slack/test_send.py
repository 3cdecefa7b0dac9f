"""What we show in Slack is shown once, whatever Slack does; and what we say about it is true."""

import asyncio
from datetime import timedelta

import pytest

from bot import cards
from bot.cards import Card, Form, Span, Table, Text, TextInput
from bot.chat import Interaction, Message, Place, PlaceKind, Who
from bot.errors import MessengerError, Refused, Unsure
from bot.slack.pace import Pace
from bot.slack.send import SlackMessenger, explain
from tests.doubles.slack_api import Channel, SlackApi
from tests.doubles.slack_door import NOW, settings_for

SALES = Place("slack", "T1", "C1", PlaceKind.CHANNEL)
HELLO = Card("Hello", (cards.text("Hello"),))
LONG = Card("Long", (Text((Span("lorem ipsum " * 2_500),)),))
YIELD = Card("Yield", (Table(("Step", "n"), (("dialled", "40"),)),))
ASKED = Interaction("T1", Who("U1"), SALES, "", "", "k", NOW, trigger="13.37")


async def test_a_message_carries_its_marker(slack: SlackApi, messenger: SlackMessenger) -> None:
    """One request, with the marker another look can find, and nothing that pings or unfurls."""
    message = await messenger.post(SALES, HELLO, "m1")

    (sent,) = slack.called("chat.postMessage")
    assert sent["metadata"] == {"event_type": "warmup_job", "event_payload": {"id": "m1"}}
    assert (sent["unfurl_links"], sent["unfurl_media"], sent["text"]) == (False, False, "Hello")
    assert message == Message(SALES, str(slack.texts("C1")[0]["ts"]))
    assert slack.calls[0].token == "xoxb-test"


async def test_a_thread_and_a_person_are_places(slack: SlackApi, messenger: SlackMessenger) -> None:
    """A reply goes into its thread; a person's id stands for the conversation with them."""
    await messenger.post(Place("slack", "T1", "C1", PlaceKind.CHANNEL, "1.5"), HELLO, "m1")
    message = await messenger.post(Place("slack", "T1", "U1", PlaceKind.DIRECT), HELLO, "m2")

    assert slack.called("chat.postMessage")[0]["thread_ts"] == "1.5"
    assert message.place.channel == "DU1"


@pytest.mark.parametrize(
    "day", ["drop", "post_then_drop", "500", "garbage", "not_a_dict", "fatal_error", "duplicate_x"]
)
async def test_an_answer_that_is_none_leaves_it_open(slack: SlackApi, messenger: SlackMessenger, day: str) -> None:
    """Nobody can tell whether it was shown: Unsure, after one request and no more."""
    slack.bad_day("chat.postMessage", day, times=5)

    with pytest.raises(Unsure):
        await messenger.post(SALES, HELLO, "m1")
    assert len(slack.called("chat.postMessage")) == 1


async def test_a_slack_that_says_nothing_leaves_it_open(slack: SlackApi) -> None:
    """After the time-out (ten seconds, here a tenth) the caller hears Unsure."""
    slack.bad_day("chat.postMessage", "hang")
    hasty = SlackMessenger(settings_for(slack.url), lambda: NOW, timeout=timedelta(seconds=0.1))

    with pytest.raises(Unsure):
        await hasty.post(SALES, HELLO, "m1")
    await hasty.close()


@pytest.mark.parametrize(
    ("day", "again"),
    [
        ("not_in_channel", None),
        ("channel_not_found", None),
        ("is_archived", None),
        ("restricted_action", None),
        ("team_access_not_granted", None),
        ("invalid_auth", timedelta(minutes=5)),
        ("account_inactive", timedelta(minutes=5)),
        ("token_revoked", timedelta(minutes=5)),
        ("missing_scope", timedelta(minutes=5)),
        ("limited", timedelta(seconds=7)),
    ],
)
async def test_a_refusal_says_whether_to_try_again(
    slack: SlackApi, messenger: SlackMessenger, day: str, again: timedelta | None
) -> None:
    """A no is a no: nothing was shown, one request was made, and people get a sentence."""
    slack.bad_day("chat.postMessage", day, retry_after=7, times=5)

    with pytest.raises(Refused) as refused:
        await messenger.post(SALES, HELLO, "m1")

    assert refused.value.again == again
    assert len(slack.called("chat.postMessage")) == 1
    assert explain(refused.value.reason).endswith((".", ")."))


async def test_without_a_connection_nothing_left() -> None:
    """A refused connection is no doubt: try again in a second."""
    gone = SlackMessenger(settings_for("http://127.0.0.1:9/api/"), lambda: NOW)

    with pytest.raises(Refused) as refused:
        await gone.post(SALES, HELLO, "m1")
    await gone.close()

    assert refused.value.again == timedelta(seconds=1)


async def test_after_429_the_channel_rests(slack: SlackApi, messenger: SlackMessenger) -> None:
    """What Slack asks for holds for the next message too, without asking Slack again; other channels go on."""
    slack.bad_day("chat.postMessage", "limited", retry_after=60)
    for _ in range(2):
        with pytest.raises(Refused, match="ratelimited"):
            await messenger.post(SALES, HELLO, "m1")
    await messenger.post(Place("slack", "T1", "C2"), HELLO, "m2")

    assert len(slack.called("chat.postMessage")) == 2


async def test_one_message_a_second_in_a_channel() -> None:
    """Turns in one channel come an interval apart, in others at once; who would wait too long hears so at once."""
    pace, loop = Pace(timedelta(milliseconds=30)), asyncio.get_running_loop()
    start = loop.time()
    await asyncio.gather(*(pace.turn(channel, timedelta(seconds=1)) for channel in ("C1", "C1", "C1", "C2")))

    assert 0.055 < loop.time() - start < 0.5
    with pytest.raises(Refused):
        await asyncio.gather(*(pace.turn("C1", timedelta(milliseconds=40)) for _ in range(9)))


async def test_a_table_that_slack_refuses_comes_as_text(slack: SlackApi, messenger: SlackMessenger) -> None:
    """Clients and roll-outs differ: what was refused was not posted, so the same words go in safe blocks."""
    await messenger.post(SALES, YIELD, "m1")
    slack.refused_types = {"table"}
    message = await messenger.post(SALES, YIELD, "m2")
    await messenger.update(message, YIELD)
    slack.refused_types = {"table", "rich_text"}
    await messenger.post(SALES, YIELD, "m3")

    kinds = [[block["type"] for block in slack.blocks(said)] for said in slack.texts("C1")]
    assert kinds == [["table"], ["rich_text"], []]
    assert "dialled 40" in str(slack.texts("C1")[2]["text"])


async def test_a_long_card_goes_on_in_its_thread(slack: SlackApi, messenger: SlackMessenger) -> None:
    """One message with its marker, the rest under it; shorter or longer later, the same messages are changed."""
    message = await messenger.post(SALES, LONG, "m1")
    first, *rest = slack.texts("C1")
    assert len(rest) > 1
    assert {said["thread_ts"] for said in rest} == {message.id}
    assert "thread_ts" not in first

    await messenger.update(message, LONG)
    assert len(slack.called("chat.postMessage")) == 1 + len(rest)

    await messenger.update(message, HELLO)
    assert [said["ts"] for said in slack.texts("C1")] == [message.id]

    await messenger.update(message, LONG)
    assert len(slack.texts("C1")) == 1 + len(rest)


async def test_a_lost_later_part_is_caught_up(slack: SlackApi, messenger: SlackMessenger) -> None:
    """The first part stands, so posting again would double it: the next update posts what is missing."""
    slack.bad_day("chat.postMessage", "", times=1)
    slack.bad_day("chat.postMessage", "drop")
    message = await messenger.post(SALES, LONG, "m1")
    assert len(slack.texts("C1")) == 1

    await messenger.update(message, LONG)
    assert len(slack.texts("C1")) > 2


async def test_a_change_may_be_repeated(slack: SlackApi, messenger: SlackMessenger) -> None:
    """A lost connection, a 5xx and a bearable 429 are tried again; a long one is not waited for."""
    message = await messenger.post(SALES, HELLO, "m1")
    for day in ("drop", "limited"):
        slack.bad_day("chat.update", day, retry_after=0)
        await messenger.update(message, HELLO)
    slack.bad_day("chat.update", "limited", retry_after=31)

    with pytest.raises(Refused) as refused:
        await messenger.update(message, HELLO)
    assert refused.value.again == timedelta(seconds=31)


async def test_a_whisper_goes_by_response_url_while_it_lives(slack: SlackApi, messenger: SlackMessenger) -> None:
    """Five times in half an hour; then, or when Slack says it is over, as an ephemeral message beside it."""
    lives = Interaction("T1", Who("U1"), SALES, "", "", "k", NOW, reply_to=slack.reply_url())
    for _ in range(6):
        await messenger.whisper(lives, HELLO)
    assert (len(slack.replies), len(slack.whispers)) == (5, 1)
    assert slack.replies[0]["response_type"] == "ephemeral"
    assert slack.whispers[0]["user"] == "U1"

    old = NOW - timedelta(minutes=30)
    for over in (
        Interaction("T1", Who("U1"), SALES, "", "", "k", old, reply_to=slack.reply_url("2")),
        Interaction("T1", Who("U1"), SALES, "", "", "k", NOW, reply_to=slack.reply_url("expired")),
        Interaction("T1", Who("U1"), SALES, "", "", "k", NOW, reply_to="http://evil.example/steal"),
        ASKED,
    ):
        await messenger.whisper(over, HELLO)
    assert (len(slack.replies), len(slack.whispers)) == (5, 5)


async def test_in_a_direct_message_a_whisper_is_a_message(slack: SlackApi, messenger: SlackMessenger) -> None:
    """Nobody else is there, and a message can be found again."""
    await messenger.whisper(
        Interaction("T1", Who("U1"), Place("slack", "T1", "D1", PlaceKind.DIRECT), "", "", "k", NOW), HELLO
    )

    assert len(slack.texts("D1")) == 1


async def test_the_conversation_with_a_person(slack: SlackApi, messenger: SlackMessenger) -> None:
    """It is opened once; where Slack does not open it, the person's id stands for it."""
    assert await messenger.direct(ASKED) == Place("slack", "T1", "DU1", PlaceKind.DIRECT)
    await messenger.direct(ASKED)
    assert len(slack.called("conversations.open")) == 1

    slack.bad_day("conversations.open", "missing_scope")
    other = Interaction("T1", Who("U2"), SALES, "", "", "k", NOW)
    assert (await messenger.direct(other)).channel == "U2"


async def test_a_person_has_a_name_and_a_zone(slack: SlackApi, messenger: SlackMessenger) -> None:
    """And a language; as far as Slack tells; asked once."""
    slack.users = {"U1": {"id": "U1", "real_name": "Dana Cho", "tz": "America/Chicago", "locale": "en-GB"}}

    assert await messenger.person("T1", Who("U1")) == Who("U1", "Dana Cho", "America/Chicago", locale="en-GB")
    assert await messenger.person("T1", Who("U2", "Sam")) == Who("U2", "Sam")
    await messenger.person("T1", Who("U1"))
    assert len(slack.called("users.info")) == 2


async def test_who_has_left_is_gone(slack: SlackApi, messenger: SlackMessenger) -> None:
    """A deactivated account keeps its name; what Slack says in another shape than its own is not taken."""
    slack.users = {
        "U1": {"id": "U1", "profile": {"real_name": "Dana Cho"}, "deleted": True},
        "U2": {"id": "U2", "real_name": 7, "profile": [], "tz": None, "deleted": "no"},
    }

    assert await messenger.person("T1", Who("U1")) == Who("U1", "Dana Cho", gone=True)
    assert await messenger.person("T1", Who("U2", "Sam", "Asia/Tokyo")) == Who("U2", "Sam", "Asia/Tokyo")


async def test_a_person_who_cannot_be_written_to(slack: SlackApi, messenger: SlackMessenger) -> None:
    """Slack says that there is no such channel; the sentence speaks of the person, and nobody tries again."""
    slack.bad_day("conversations.open", "user_disabled")
    place = await messenger.direct(ASKED)
    slack.bad_day("chat.postMessage", "channel_not_found")

    with pytest.raises(Refused) as refused:
        await messenger.post(place, HELLO, "m1")

    assert refused.value.again is None
    assert "deactivated" in explain(refused.value.reason)
    assert "deactivated" in explain("user_disabled")


async def test_a_form_opens_while_its_trigger_lives(slack: SlackApi, messenger: SlackMessenger) -> None:
    """Too late, or with too much in it, it is refused in words."""
    form = Form("Warm up", "warmup", (TextInput("who", "Who?"),))
    await messenger.open_form(ASKED, form)
    assert slack.views[0]["callback_id"] == "warmup"

    for late in ("expired", None):
        with pytest.raises(Refused) as refused:
            await messenger.open_form(Interaction("T1", Who("U1"), SALES, "", "", "k", NOW, trigger=late), form)
        assert "three seconds" in explain(refused.value.reason)
    with pytest.raises(Refused):
        await messenger.open_form(ASKED, Form("t", "a", (), hidden="x" * 3_001))


async def test_a_message_is_taken_away_whole(slack: SlackApi, messenger: SlackMessenger) -> None:
    """With what goes on in its thread; taking it away twice is fine."""
    message = await messenger.post(SALES, LONG, "m1")
    await messenger.remove(message)
    await messenger.remove(message)

    assert slack.texts("C1") == []


async def test_a_place_that_is_closed_to_us(slack: SlackApi, messenger: SlackMessenger) -> None:
    """Every method raises errors of our own tree and nothing else."""
    slack.channels = {"C1": Channel("C1", bot_in=False)}

    with pytest.raises(MessengerError, match="not_in_channel"):
        await messenger.post(SALES, HELLO, "m1")
    with pytest.raises(MessengerError, match="message_not_found"):
        await messenger.update(Message(SALES, "1.1"), HELLO)
    assert "invite me" in explain("not_in_channel")

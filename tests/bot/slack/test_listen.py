"""Slack's front door: only Slack gets in, only what is kept is acknowledged, and nothing makes it fall over."""

import asyncio
import gzip
import json
from contextlib import suppress
from datetime import timedelta
from typing import cast
from urllib.parse import urlencode

import pytest
from aiohttp import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import SettingsMistake
from bot.slack.listen import NOT_KEPT, Listener
from tests.doubles import slack_requests as asked
from tests.doubles.slack_api import SlackApi
from tests.doubles.slack_door import NOW, Door, FakeReception, settings_for


async def test_a_command_is_kept_and_acknowledged_with_nothing(door: Door) -> None:
    """Slack shows the empty answer as nothing at all; the work has begun."""
    assert await door.deliver(asked.command()) == (200, "")
    assert [each.text for each in door.reception.accepted] == ["Jane Doe at Acme"]


@pytest.mark.parametrize(
    "body", [asked.event(asked.mention()), asked.event(asked.direct()), asked.press(), asked.command()]
)
async def test_five_identical_deliveries_are_one(door: Door, body: str) -> None:
    """Slack repeats what it thinks was lost: each copy is acknowledged, one is kept."""
    answers = await asyncio.gather(*(door.deliver(body) for _ in range(5)))

    assert answers == [(200, "")] * 5
    assert len(door.reception.accepted) == 1


@pytest.mark.parametrize(
    "spoiled",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=ü"},
        {"X-Slack-Signature": None},
        {"X-Slack-Request-Timestamp": None},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "1e9"},
    ],
)
async def test_an_unsigned_delivery_is_turned_away(door: Door, spoiled: dict[str, str | None]) -> None:
    """A forged, missing, broken or non-ASCII signature is answered 401, and nothing of it is kept."""
    headers = asked.signed(asked.command(), NOW, asked.FORM) | spoiled
    given_headers = {name: value for name, value in headers.items() if value is not None}

    assert await door.deliver(asked.command(), headers=given_headers) == (401, "")
    assert door.reception.accepted == []


@pytest.mark.parametrize(
    ("age", "status"), [(299, 200), (-299, 200), (301, 401), (-301, 401), (86_400, 401), (-86_400, 401)]
)
async def test_a_signature_lives_five_minutes(door: Door, age: int, status: int) -> None:
    """A recorded delivery cannot be played again later, nor one be prepared for the future."""
    headers = asked.signed(asked.command(), NOW - timedelta(seconds=age), asked.FORM)

    assert (await door.deliver(asked.command(), headers=headers))[0] == status


async def test_a_signature_of_another_secret_or_body_is_no_signature(door: Door) -> None:
    """The secret and every byte of the body count."""
    other_secret = asked.signed(asked.command(), NOW, asked.FORM, secret="another")
    other_body = asked.signed(asked.command("Jane"), NOW, asked.FORM)

    assert await door.deliver(asked.command(), headers=other_secret) == (401, "")
    assert await door.deliver(asked.command("John"), headers=other_body) == (401, "")


async def test_what_is_not_kept_is_not_acknowledged(door: Door, slack: SlackApi) -> None:
    """With the database gone Slack hears 503 for every kind of delivery; who waits reads one honest sentence."""
    door.reception.broken = True
    back = slack.reply_url()

    for body in (asked.event(asked.mention()), asked.submission(who="Jane")):  # Slack delivers again; says so itself
        assert await door.deliver(body) == (503, "")
    assert slack.replies == []
    for told, body in enumerate((asked.command(response_url=back), asked.press(response_url=back)), 1):
        assert await door.deliver(body) == (503, "")
        async with asyncio.timeout(5):
            while len(slack.replies) < told:  # noqa: ASYNC110 (a double has no event to wait for)
                await asyncio.sleep(0.01)
    assert {(said["response_type"], said["text"]) for said in slack.replies} == {("ephemeral", NOT_KEPT)}


async def test_slack_checks_the_address(door: Door) -> None:
    """The two questions Slack asks about an address itself are answered without anybody's help."""
    challenge = json.dumps({"type": "url_verification", "challenge": "3eZb"})

    assert await door.deliver(challenge) == (200, '{"challenge": "3eZb"}')
    assert await door.deliver(urlencode({"ssl_check": "1", "token": "x"})) == (200, "")


@pytest.mark.parametrize(
    "body",
    [
        asked.event({"type": "channel_created", "channel": {"id": "C9"}}),
        asked.event({"type": "message", "subtype": "message_changed", "channel": "D1", "ts": "1.2"}),
        json.dumps({"type": "app_rate_limited"}),
        asked.payload("view_closed", view={}),
        asked.payload("something_new"),
    ],
)
async def test_what_does_not_concern_us_is_acknowledged(door: Door, body: str) -> None:
    """Else Slack would deliver it again and again."""
    assert await door.deliver(body) == (200, "")
    assert door.reception.accepted == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe{}", asked.JSON),
        (b"{", asked.JSON),
        (b"[1]", asked.JSON),
        (b"", asked.JSON),
        (b"{}", asked.JSON),
        (b'{"type": 7}', asked.JSON),
        (b"[" * 200_000, asked.JSON),
        (b'{"a":' * 100_000, asked.JSON),
        (b"1" * 9_000, asked.JSON),
        (b"payload={", asked.FORM),
        (b"payload=" + b"%5B" * 100_000, asked.FORM),
        (b"&".join(b"a=%d" % n for n in range(300)), asked.FORM),
        (b"command=/warmup", asked.FORM),
        (b"", asked.FORM),
        (asked.event(asked.mention(user=7)).encode(), asked.JSON),
        (asked.event(asked.mention(channel=None)).encode(), asked.JSON),
        (asked.press(actions=[]).encode(), asked.FORM),
        (asked.press(actions="none").encode(), asked.FORM),
        (asked.press(team="T1").encode(), asked.FORM),
        (asked.payload("view_submission").encode(), asked.FORM),
        (asked.payload("view_submission", view=[]).encode(), asked.FORM),
        (asked.payload("message_action", callback_id="save_intel").encode(), asked.FORM),
    ],
)
async def test_what_slack_would_not_send_is_refused(door: Door, body: bytes, kind: str) -> None:
    """Broken text, JSON and shapes are 400, even when signed; nothing falls over."""
    assert await door.deliver(body, kind) == (400, "")
    assert door.reception.accepted == []


async def test_a_broken_encoding_gets_no_further(door: Door) -> None:
    """A body that says it is packed and is not, or breaks off: aiohttp hangs up or we refuse, and the door stands."""
    body = asked.command()
    for packed in (b"not gzip", gzip.compress(body.encode())[:-9]):
        headers = asked.signed(body, NOW, asked.FORM) | {"Content-Encoding": "gzip"}
        with suppress(ClientError):
            assert (await door.deliver(packed, headers=headers))[0] == 400
    assert door.reception.accepted == []
    assert await door.deliver(body) == (200, "")


async def test_a_huge_body_is_refused(door: Door) -> None:
    """A megabyte is more than Slack ever sends; it is not even looked at."""
    assert await door.deliver("text=" + "x" * 1_000_001) == (413, "")


async def test_a_submitted_form_is_checked_and_kept(door: Door) -> None:
    """A form in order closes; what is wrong is said on its own inputs, and nothing is kept."""
    assert await door.deliver(asked.submission(who="Jane")) == (200, "")
    assert [each.values for each in door.reception.accepted] == [{"who": "Jane"}]

    door.reception.wrong = {"who": "Name a person and a company.", "elsewhere": "No such channel."}
    status, answer = await door.deliver(asked.submission(who="?"))

    assert status == 200
    assert json.loads(answer)["response_action"] == "errors"
    assert set(json.loads(answer)["errors"]) == {"who"}
    assert len(door.reception.accepted) == 1


async def test_a_search_in_a_select_finds_nothing_yet(door: Door) -> None:
    """Slack waits for options; there are none."""
    body = asked.payload("block_suggestion", action_id="pick", block_id="b", value="Jan")

    assert await door.deliver(body) == (200, '{"options": []}')


@given(
    body=st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=9),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(
                        "type event event_id team user view actions channel message state trigger_id id ts".split()
                    )
                    | st.text(max_size=9),
                    inner,
                    max_size=6,
                )
            ),
            max_leaves=20,
        ).map(lambda thing: json.dumps(thing).encode()),
    ),
    shape=st.sampled_from(["", "event", "command", "block_actions", "view_submission", "shortcut", "block_suggestion"]),
)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_nothing_signed_makes_it_fall_over(door: Door, body: bytes, shape: str) -> None:
    """Whatever a body holds, the answer is never a 500."""
    whole, kind = _in_shape(body, shape)

    status, _ = await door.deliver(whole, kind)

    assert status in {200, 400}


def _in_shape(body: bytes, shape: str) -> tuple[bytes, str]:
    """The body as it is, or as the part of a delivery that is otherwise in order."""
    if not shape:
        return body, asked.JSON
    try:
        thing: object = json.loads(body)
    except ValueError:
        return b"payload=" + body, asked.FORM
    whole: asked.Body = {"view": thing, "event": thing, "enterprise": thing}
    part = cast("asked.Body", thing) if isinstance(thing, dict) else whole
    if shape == "event":
        return json.dumps(
            {"type": "event_callback", "event_id": "E", "event": asked.mention()} | part
        ).encode(), asked.JSON
    if shape == "command":
        return asked.command(json.dumps(thing)).encode(), asked.FORM
    view: dict[str, object] = {"callback_id": "warmup", "state": {"values": {}}}
    return asked.payload(shape, **({"view": view, "callback_id": "warmup"} | part)).encode(), asked.FORM


async def test_an_unsigned_way_in_is_never_opened(reception: FakeReception) -> None:
    """Without a signing secret there is no HTTP, and without an app token either no start."""
    with pytest.raises(SettingsMistake, match="SLACK_SIGNING_SECRET"):
        Listener(settings_for("http://127.0.0.1:1/", slack_signing_secret=None), reception, lambda: NOW)
    with pytest.raises(SettingsMistake, match="SLACK_BOT_TOKEN"):
        Listener(settings_for("http://127.0.0.1:1/", slack_bot_token=None), reception, lambda: NOW)
    with pytest.raises(SettingsMistake, match="SLACK_SIGNING_SECRET"):
        Listener(settings_for("http://127.0.0.1:1/", slack_signing_secret=" "), reception, lambda: NOW)


async def test_a_dead_token_is_said_at_the_start(slack: SlackApi, reception: FakeReception) -> None:
    """A token Slack refuses stops the start with a sentence; a Slack that is down does not."""
    listener = Listener(settings_for(slack.url), reception, lambda: NOW)

    slack.bad_day("auth.test", "invalid_auth")
    with pytest.raises(SettingsMistake, match="install the app again"):
        await listener.start()
    slack.bad_day("auth.test", "500")
    await listener.start()
    await listener.start()
    await listener.close()

    assert "xoxb-test" not in repr(listener)

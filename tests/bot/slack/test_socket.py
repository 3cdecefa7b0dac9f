"""Socket Mode: the same door without an address, for those whom Slack cannot reach."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import SettingsMistake
from bot.slack.bolt import Ourselves, Socket, bolt_app
from bot.slack.listen import Listener
from tests.doubles import slack_requests as asked
from tests.doubles.slack_api import Said, SlackApi
from tests.doubles.slack_door import NOW, FakeReception, settings_for


@pytest.fixture
async def listener(slack: SlackApi, reception: FakeReception) -> AsyncIterator[Listener]:
    """A listener that is connected."""
    settings = settings_for(slack.url, slack_signing_secret=None, slack_app_token="xapp-test")
    listener = Listener(settings, reception, lambda: NOW)
    await listener.start()
    yield listener
    await listener.close()


def envelope(number: str, kind: str, payload: object) -> Said:
    """What Slack sends down the line."""
    return {"envelope_id": number, "type": kind, "payload": payload, "accepts_response_payload": True}


async def test_deliveries_come_down_the_line(slack: SlackApi, reception: FakeReception, listener: Listener) -> None:
    """A command, a button and an event are kept and acknowledged; there is no address for anybody to call."""
    command = {
        "command": "/warmup",
        "text": "Acme",
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "1",
    }
    press = asked.interactive("block_actions", trigger_id="2", actions=[{"action_id": "more#0", "block_id": "b"}])
    event = {"type": "event_callback", "event_id": "E1", "team_id": "T1", "event": asked.direct()}
    for number, (kind, payload) in enumerate(
        [("slash_commands", command), ("interactive", press), ("events_api", event), ("events_api", event)]
    ):
        await slack.envelopes.put(envelope(str(number), kind, payload))
    acks = [await asyncio.wait_for(slack.acks.get(), 5) for _ in range(4)]

    assert sorted(str(ack["envelope_id"]) for ack in acks) == ["0", "1", "2", "3"]
    assert sorted(each.key for each in reception.accepted) == ["slack:event:E1", "slack:trigger:1", "slack:trigger:2"]
    assert listener.routes() == []
    assert {call.token for call in slack.calls if call.method == "apps.connections.open"} == {"xapp-test"}


async def test_a_form_is_answered_down_the_line(slack: SlackApi, reception: FakeReception, listener: Listener) -> None:
    """What is wrong with a form goes back with the acknowledgement."""
    reception.wrong = {"who": "Name a person and a company."}
    view = {"type": "modal", "callback_id": "warmup", "state": {"values": {"who": {"who": {"value": "?"}}}}}
    await slack.envelopes.put(envelope("1", "interactive", asked.interactive("view_submission", view=view)))

    ack = await asyncio.wait_for(slack.acks.get(), 5)

    assert ack["payload"] == {"response_action": "errors", "errors": dict(reception.wrong)}


async def test_what_is_not_kept_is_not_acknowledged(
    slack: SlackApi, reception: FakeReception, listener: Listener
) -> None:
    """Slack hears nothing, and delivers again."""
    reception.broken = True
    event = {"type": "event_callback", "event_id": "E1", "team_id": "T1", "event": asked.direct()}
    await slack.envelopes.put(envelope("1", "events_api", event))

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(slack.acks.get(), 0.3)


async def test_a_wrong_app_token_is_said_at_the_start(slack: SlackApi, reception: FakeReception) -> None:
    """One sentence says which token, and what is wrong with it."""
    settings = settings_for(slack.url, slack_signing_secret=None, slack_app_token="xoxb-oops")
    slack.bad_day("apps.connections.open", "not_allowed_token_type")

    with pytest.raises(SettingsMistake, match=r"SLACK_APP_TOKEN: .*xapp-"):
        await Listener(settings, reception, lambda: NOW).start()


async def test_a_silent_line_is_opened_again(slack: SlackApi) -> None:
    """Nothing heard for a minute, not even a ping: the watchdog does not wait to be told."""

    async def take(_: object) -> None:
        """Nothing comes."""

    settings = settings_for(slack.url)
    app = bolt_app(settings, Ourselves("xoxb-test"), take)
    much_later = datetime.now(UTC) + timedelta(hours=1)
    socket = Socket(app, "xapp-test", slack.url, lambda: much_later)
    await socket.open(patrol=timedelta(seconds=0.05), ping=timedelta(seconds=0.05))
    for _ in range(2):
        await asyncio.wait_for(slack.connected.get(), 5)
    await socket.close()

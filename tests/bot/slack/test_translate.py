"""What Slack delivers becomes what a person did."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast
from urllib.parse import parse_qsl

import pytest

from bot.chat import Interaction, Message, Place, PlaceKind, Who
from bot.slack.translate import Malformed, translate
from tests.doubles import slack_requests as slack

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


def read(body: str) -> Interaction | None:
    """The interaction of a delivery's body."""
    if body.startswith("{"):
        return translate(cast("Mapping[str, object]", json.loads(body)), NOW)
    form = dict(parse_qsl(body, keep_blank_values=True))
    return read(form["payload"]) if "payload" in form else translate(cast("Mapping[str, object]", form), NOW)


def heard(body: str) -> Interaction:
    """The same when there must be one."""
    asked = read(body)
    assert asked is not None
    return asked


def test_a_slash_command() -> None:
    """It is what was typed, where and by whom, with the way to answer only them."""
    assert heard(slack.command()) == Interaction(
        team="T1",
        who=Who("U1"),
        place=Place("slack", "T1", "C1", PlaceKind.CHANNEL),
        action="",
        text="Jane Doe at Acme",
        key="slack:trigger:13.37.abc",
        at=NOW,
        trigger="13.37.abc",
        reply_to="https://hooks.slack.com/commands/T1/1/x",
    )


def test_a_mention_is_answered_in_its_thread() -> None:
    """The bot's own mention is taken away; the thread is the message's, or begins at it."""
    asked = heard(slack.event(slack.mention("Hey <@U0BOT> Jane &amp; co at <http://acme.com|acme.com>")))
    reply = heard(slack.event(slack.mention(thread_ts="1700000000.000001")))

    assert asked.text == "Hey   Jane & co at acme.com"
    assert (asked.place.thread, reply.place.thread) == ("1800000000.000100", "1700000000.000001")
    assert asked.place.kind is PlaceKind.UNKNOWN
    assert asked.key == "slack:event:Ev1"


def test_without_knowing_ourselves_the_first_mention_goes() -> None:
    """When Slack does not say who the bot is, a mention at the start is taken for it."""
    asked = heard(slack.event(slack.mention("<@U9> ask <@U2|Sam>"), authorizations=[]))

    assert asked.text == "ask @Sam"


def test_a_direct_message() -> None:
    """A plain message to the bot needs no mention."""
    asked = heard(slack.event(slack.direct()))

    assert (asked.text, asked.place.kind, asked.place.thread) == (
        "Jane Doe at Acme",
        PlaceKind.DIRECT,
        "1800000000.000100",
    )


@pytest.mark.parametrize(
    "inner",
    [
        slack.direct(subtype="message_changed"),
        slack.direct(bot_id="B9"),
        slack.direct(user="U0BOT"),
        slack.direct(user=None),
        slack.direct(channel_type="channel"),
        slack.mention(bot_id="B9"),
        slack.mention(user_team="T2"),
        {"type": "channel_created", "channel": {"id": "C9"}},
    ],
)
def test_what_is_not_for_us(inner: slack.Body) -> None:
    """Edits, bots, ourselves, other channels, other companies and other events are passed over."""
    assert read(slack.event(inner)) is None


def test_a_file_in_a_direct_message_is_heard() -> None:
    """A list comes as a file with words beside it."""
    assert heard(slack.event(slack.direct("list", subtype="file_share"))).text == "list"


@pytest.mark.parametrize(
    ("channel", "name", "kind"),
    [
        ("C1", "privategroup", PlaceKind.PRIVATE),
        ("D1", "directmessage", PlaceKind.DIRECT),
        ("G1", "mpdm-a--b--c-1", PlaceKind.GROUP),
        ("C1", "mpdm-a--b--c-1", PlaceKind.GROUP),
        ("C1", "sales", PlaceKind.CHANNEL),
    ],
)
def test_how_public_a_place_is(channel: str, name: str, kind: PlaceKind) -> None:
    """Slack tells by the name it shows instead of a private one, and by the id."""
    assert heard(slack.command(channel_id=channel, channel_name=name)).place.kind is kind


def test_an_organisation_is_a_team_where_there_is_no_other() -> None:
    """Installed for a whole organisation, deliveries have no team; one without either is malformed."""
    assert heard(slack.command(team_id="", enterprise_id="E1")).team == "E1"
    with pytest.raises(Malformed):
        read(slack.command(team_id=""))


def test_a_pressed_button() -> None:
    """Its action is a key of ROUTES without the number, its value the text; it stands on a message in a thread."""
    asked = heard(slack.press("log_call#12"))

    place = Place("slack", "T1", "C1", PlaceKind.CHANNEL, "1800000000.000100")
    assert (asked.action, asked.text, asked.place) == ("log_call", "brief:123", place)
    assert asked.message == Message(place, "1800000001.000200")


def test_a_choice_and_a_button_only_they_see() -> None:
    """A select's value is its chosen option's; an ephemeral message cannot be changed later, so it is not named."""
    option = {"text": {"type": "plain_text", "text": "Voicemail"}, "value": "b1\nvoicemail"}
    actions = [{"action_id": "outcome#1", "type": "static_select", "selected_option": option}]
    asked = heard(slack.press(actions=actions, container={"is_ephemeral": True}))

    assert (asked.action, asked.text, asked.message) == ("outcome", "b1\nvoicemail", None)


def test_a_stranger_presses_in_vain() -> None:
    """In a channel shared with another company its people see our buttons; what they press is not taken."""
    assert read(slack.press(user={"id": "U9", "team_id": "T2"})) is None


def test_a_global_shortcut_opens_its_form() -> None:
    """There is no channel: the place is the person's own conversation with the bot."""
    asked = heard(slack.payload("shortcut", callback_id="warmup"))

    assert (asked.action, asked.trigger) == ("warmup_form", "13.37.abc")
    assert asked.place == Place("slack", "T1", "U1", PlaceKind.DIRECT)


def test_a_message_shortcut_brings_the_message() -> None:
    """Its words, and where it stands."""
    message = {"ts": "1800000001.000200", "text": "Acme froze hiring &amp; travel", "user": "U2"}
    asked = heard(slack.payload("message_action", callback_id="save_intel", channel={"id": "C1"}, message=message))

    assert (asked.action, asked.text) == ("intel_form", "Acme froze hiring & travel")
    assert asked.message is not None
    assert asked.values["author_id"] == "U2"


def test_a_submitted_form() -> None:
    """The action is the form's, the text what it hid, the values what was typed."""
    asked = heard(slack.submission(who="Jane Doe", company=""))

    assert (asked.action, asked.text, asked.values) == ("warmup", "hidden", {"who": "Jane Doe", "company": ""})


def test_a_chosen_moment_and_colleague() -> None:
    """A moment is seconds as text, a colleague their id; what was not chosen is empty."""
    states: dict[str, object] = {
        "when": {"when": {"type": "datetimepicker", "selected_date_time": 1_795_597_200}},
        "never": {"never": {"type": "datetimepicker", "selected_date_time": None}},
        "whom": {"whom": {"type": "users_select", "selected_user": "U2"}},
        "where": {"where": {"type": "conversations_select", "selected_conversation": "C2"}},
    }
    view = {"callback_id": "remind", "private_metadata": "b1", "state": {"values": states}}

    asked = heard(slack.payload("view_submission", view=view))

    assert asked.values == {"when": "1795597200", "never": "", "whom": "U2", "where": "C2"}


@pytest.mark.parametrize("seconds", ["soon", 1.5, True, -1, 10**10])
def test_no_moment_is_no_moment(seconds: object) -> None:
    """Slack sends ten digits or nothing."""
    view = {"callback_id": "remind", "state": {"values": {"when": {"when": {"selected_date_time": seconds}}}}}

    with pytest.raises(Malformed):
        read(slack.payload("view_submission", view=view))


def test_what_no_database_keeps_is_dropped() -> None:
    """NUL characters and halves of characters: nobody typed them."""
    assert heard(slack.event(slack.mention("Jane\0 Doe\ud800"))).text == "Jane Doe"

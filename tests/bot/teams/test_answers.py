"""What Teams waits for is answered in time, and in the place where it waits."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cards import Card, Form, MomentInput, TextInput, text
from bot.chat import Interaction, Message, Place, PlaceKind
from bot.teams.send import TeamsMessenger
from bot.teams.translate import plain_words
from tests.doubles import teams_activities as asked
from tests.doubles.slack_door import FakeReception
from tests.doubles.teams_door import TeamsDoor
from tests.doubles.teams_server import TENANT


class Working(FakeReception):
    """A reception whose work begins at once: `does` is what it does."""

    def __init__(self, messenger: TeamsMessenger) -> None:
        super().__init__()
        self.messenger = messenger
        self.does: Callable[[Interaction], Coroutine[None, None, None]] | None = None
        self.tasks: list[asyncio.Task[None]] = []

    async def accept(self, asked: Interaction) -> bool:
        new = await super().accept(asked)
        if new and self.does:
            self.tasks.append(asyncio.create_task(self.does(asked)))
        return new


@pytest.fixture
def reception(messenger: TeamsMessenger) -> Working:
    """A reception that works."""
    return Working(messenger)


def working(door: TeamsDoor) -> Working:
    """The door's reception, which works."""
    assert isinstance(door.reception, Working)
    return door.reception


async def _quickly(door: TeamsDoor, body: Any) -> tuple[int, Any]:
    """A delivery whose work ends at once with a few words."""
    reception = working(door)

    async def say(asked_: Interaction) -> None:
        await reception.messenger.whisper(asked_, Card("ok", (text("ok"),)))

    reception.does = say
    return await door.deliver(body)


def button(verb: str, value: str = "1", kind: str = "Action.Execute") -> dict[str, Any]:
    return {"type": kind, "verb": verb, "data": {"warmup": {"verb": verb, "text": value}}}


async def test_a_press_is_answered_with_the_card_in_its_place(door: TeamsDoor, messenger: TeamsMessenger):
    """The quick handler's card comes back at once, and everybody else gets it by an update."""
    place = Place("teams", TENANT, asked.DIRECT, PlaceKind.DIRECT)
    await door.deliver(asked.says(door.teams.service, "hello"))
    shown = await messenger.post(place, Card("old", (text("old"),)), "x")

    async def replace(pressed: Interaction) -> None:
        assert pressed.message
        await messenger.update(pressed.message, Card("new", (text("Done: call Jane"),)))

    working(door).does = replace
    status, answer = await door.deliver(asked.presses(door.teams.service, button("done_follow_up"), shown.id))

    assert (status, answer["statusCode"]) == (200, 200)
    assert answer["type"] == "application/vnd.microsoft.card.adaptive"
    assert "Done: call Jane" in json.dumps(answer)
    await asyncio.gather(*working(door).tasks)
    assert "Done: call Jane" in door.teams.screen
    pressed = door.reception.accepted[-1]
    assert (pressed.action, pressed.text, pressed.message and pressed.message.id) == ("done_follow_up", "1", shown.id)


async def test_a_mistake_is_told_in_passing(door: TeamsDoor):
    """Short words for the person alone come back as the answer itself; nothing is posted."""
    status, answer = await _quickly(door, asked.presses(door.teams.service, button("more"), "5"))
    assert (status, answer["type"], answer["value"]) == (200, "application/vnd.microsoft.activity.message", "ok")
    assert not door.teams.posted()


async def test_a_slow_press_is_answered_in_time(door: TeamsDoor):
    """Teams waits for five seconds; we say that we are on it before that."""
    before = asyncio.get_running_loop().time()
    status, answer = await door.deliver(asked.presses(door.teams.service, button("more"), "5"))
    assert status == 200
    assert "on it" in answer["value"]
    assert asyncio.get_running_loop().time() - before < 5


async def test_a_dialog_opens_and_comes_back(door: TeamsDoor, messenger: TeamsMessenger):
    """The button's dialog is the answer; what was filled in comes back with what was hidden, in the person's zone."""
    form = Form("Remind me", "remind_at", (MomentInput("at", "When?"), TextInput("what", "What?")), "Remind", "b1")

    async def open_it(pressed: Interaction) -> None:
        await messenger.open_form(pressed, form)

    working(door).does = open_it
    opener = button("pick_date", kind="Action.Submit")
    status, dialog = await door.deliver(asked.presses(door.teams.service, opener, "5"))
    assert (status, dialog["task"]["type"], dialog["task"]["value"]["title"]) == (200, "continue", "Remind me")

    filled = asked.submits(door.teams.service, dialog, at__day="2026-12-01", at__time="09:30", what="send pricing")
    status, answer = await _quickly(door, filled)
    assert (status, answer) == (200, {"task": {"type": "message", "value": "ok"}})
    sent = door.reception.accepted[-1]
    assert (sent.action, sent.text) == ("remind_at", "b1")
    assert sent.values == {"at": "1796117400", "what": "send pricing"}  # 9:30 in London


async def test_a_mistake_in_a_dialog_is_shown_in_it(door: TeamsDoor, messenger: TeamsMessenger):
    """The same dialog comes back with the sentence; nothing is kept."""
    form = Form("Share", "share_to", (TextInput("channel", "Channel"),), "Share", "b1")

    async def open_it(pressed: Interaction) -> None:
        await messenger.open_form(pressed, form)

    working(door).does = open_it
    _, dialog = await door.deliver(asked.presses(door.teams.service, button("share", kind="Action.Submit"), "5"))
    door.reception.wrong = {"channel": "Choose a channel."}
    _, answer = await door.deliver(asked.submits(door.teams.service, dialog))
    assert answer["task"]["type"] == "continue"
    assert "Choose a channel." in json.dumps(answer)
    assert [kept.action for kept in door.reception.accepted] == ["share"]


async def test_an_action_nobody_knows_is_said_so(door: TeamsDoor):
    """A button of another version, or a forged one, is answered and not kept."""
    status, answer = await door.deliver(asked.presses(door.teams.service, button("launch_rockets"), "5"))
    assert (status, answer["value"]) == (200, "I cannot do that yet.")
    assert door.reception.accepted == []


async def test_a_press_repeated_is_one(door: TeamsDoor):
    """The same press five times at once is kept once, and each copy is answered."""
    press = asked.presses(door.teams.service, button("more"), "5")
    answers = await asyncio.gather(*(_quickly(door, press) for _ in range(5)))
    assert {status for status, _ in answers} == {200}
    assert len(door.reception.accepted) == 1


async def test_both_events_of_an_installation_are_one_welcome(door: TeamsDoor, messenger: TeamsMessenger):
    """Installed: the conversation is remembered and welcomed once. Removed: it is forgotten."""
    for event in asked.installed(door.teams.service):
        assert (await door.deliver(event))[0] == 202
    assert [each.action for each in door.reception.accepted] == ["help"]
    assert await messenger.contacts.find(TENANT, asked.DIRECT)

    await door.deliver(asked.activity(door.teams.service, "installationUpdate", action="remove"))
    assert await messenger.contacts.find(TENANT, asked.DIRECT) is None


async def test_a_search_finds_nothing_where_nothing_is_kept(door: TeamsDoor):
    """The answer is an empty list, within Teams' limit."""
    value = {"commandId": "search_briefs", "parameters": [{"name": "initialRun", "value": "true"}]}
    status, answer = await door.deliver(asked.invoke(door.teams.service, "composeExtension/query", value))
    assert (status, answer["composeExtension"]["attachments"]) == (200, [])


def test_a_message_as_html_becomes_its_words():
    """Markup, scripts and attachments go, breaks and names of pictures stay."""
    html = '<p>Acme <b>froze</b> hiring &amp; more<br>says <img alt="🙂"></p><script>x()</script><div>end</div>'
    assert plain_words(html) == "Acme froze hiring & more\nsays 🙂\n\nend"
    assert plain_words("<<<p") == "<<<p" or plain_words("<<<p") == "<<"


def test_a_message_stands_where_it_was_chosen():
    """Two places are the same message only with the same id."""
    place = Place("teams", TENANT, asked.CHANNEL, PlaceKind.CHANNEL, "1")
    assert Message(place, "1") != Message(place, "2")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["type", "value", "action", "verb", "data", "warmup", "form", "id", "name", "text"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_value_makes_it_fall_over(door: TeamsDoor, value: Any):
    """Whatever stands in a press, a dialog, a search: 200, 202 or 400, never 500."""
    for name in ("adaptiveCard/action", "task/submit", "composeExtension/submitAction", "composeExtension/query"):
        given_ = asked.invoke(door.teams.service, name, {}) | {"value": value}
        given_["text"] = value if isinstance(value, str) else None
        door.reception.broken = False
        status, _ = await _quickly(door, given_)
        assert status in {200, 202, 400}

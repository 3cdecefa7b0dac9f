"""What Teams is asked to show: once, as often as it allows, and with the truth about what became of it."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest

from bot.cards import Card, Span, Text, text
from bot.chat import Interaction, Place, PlaceKind, Who
from bot.errors import CannotLook, Refused, Unsure
from bot.store import Reach, Store
from bot.teams.config import teams_config
from bot.teams.connector import Session, Token
from bot.teams.send import TeamsMessenger
from tests.doubles import teams_activities as asked
from tests.doubles.teams_cards import words_shown
from tests.doubles.teams_door import NOW, settings_for
from tests.doubles.teams_server import SECRET, TENANT, TeamsServer, Trouble

DANA = asked.DANA["aadObjectId"]
DIRECT = Place("teams", TENANT, asked.DIRECT, PlaceKind.DIRECT)
CHANNEL = Place("teams", TENANT, asked.CHANNEL, PlaceKind.CHANNEL, "100")
CHAT = Place("teams", TENANT, asked.CHAT, PlaceKind.GROUP)
HELLO = Card("Hello", (text("Hello Dana"),))


def did(place: Place = DIRECT, **more: Any) -> Interaction:
    return Interaction(TENANT, Who(DANA, "Dana Cho", "Europe/London"), place, "more", "", "k", NOW, **more)


@pytest.fixture(autouse=True)
async def known(store: Store, teams: TeamsServer) -> None:
    """What deliveries have taught: the conversations, the team of the channel, and Dana."""
    service = teams.service
    for reach in (
        Reach(TENANT, asked.DIRECT, service, "direct"),
        Reach(TENANT, asked.CHANNEL, service, "channel", circle=asked.GENERAL),
        Reach(TENANT, asked.CHAT, service, "group"),
        Reach(TENANT, f"team:{asked.GENERAL}", service, "team", "Sales", circle=asked.GENERAL),
        Reach(TENANT, DANA, service, "person", "Dana Cho", "29:dana", asked.DIRECT, zone="Europe/London"),
    ):
        await store.reaches.keep([reach], NOW)


async def test_a_card_is_posted_in_its_thread_with_a_token_and_labelled(teams: TeamsServer, messenger: TeamsMessenger):
    """One token for all, the thread in the conversation's id, each part of the address encoded, one label."""
    for place in (CHANNEL, DIRECT, CHAT):
        await messenger.post(place, HELLO, "k")
    first = teams.calls[0]
    assert first.path == "/v3/conversations/19%3Asales%40thread.tacv2%3Bmessageid%3D100/activities"
    assert first.headers["Authorization"] == "Bearer ours-1"
    assert [one["additionalType"] for one in first.body["entities"]] == [["AIGeneratedContent"]]
    assert (first.body["summary"], words_shown(first.body)) == ("Hello", "Hello Dana")
    assert teams.tokens_given == 1
    assert len({call.peer for call in teams.calls}) == 1, "one connection is kept"


async def test_a_card_for_a_channel_begins_a_thread(teams: TeamsServer, messenger: TeamsMessenger):
    """Without a thread a new one is begun, and later changes find it."""
    message = await messenger.post(Place("teams", TENANT, asked.CHANNEL), HELLO, "k")
    assert message.place.thread == message.id
    await messenger.update(message, Card("Later", (text("Later"),)))
    assert teams.screen == "Later"


AGAIN: dict[str, tuple[Trouble, bool, bool]] = {  # trouble: is a POST repeated, is a PUT
    "asked to slow down": (Trouble(429, {"Retry-After": "0"}), True, True),
    "asked to slow down without a time": (Trouble(429), True, True),
    "somebody was quicker": (Trouble(412), True, True),
    "a token that is no longer taken": (Trouble(401), True, True),
    "broken": (Trouble(500, body="<html>"), False, True),
    "a bad gateway": (Trouble(502), False, True),
    "out of order": (Trouble(503), False, True),
    "a gateway that waits no longer": (Trouble(504), False, True),
    "a request that took too long": (Trouble(408), False, True),
    "a lost connection": (Trouble(drop=True), False, True),
    "no answer": (Trouble(delay=1.2), False, True),
}


@pytest.mark.parametrize("case", AGAIN)
async def test_only_what_may_be_repeated_is(teams: TeamsServer, messenger: TeamsMessenger, case: str):
    """A new message is never sent twice where the first may be there; a change is repeated until it is done."""
    trouble, posts, puts = AGAIN[case]
    message = await messenger.post(DIRECT, HELLO, "k")
    teams.trouble = [trouble]
    teams.calls.clear()
    if posts:
        await messenger.post(DIRECT, HELLO, "k")
    else:
        with pytest.raises(Unsure):
            await messenger.post(DIRECT, HELLO, "k")
    assert len(teams.calls) == (2 if posts else 1)

    teams.trouble = [trouble]
    await messenger.update(message, Card("New", (text("New"),)))
    assert puts
    assert "New" in teams.screen


NO: dict[str, tuple[Trouble, str, bool]] = {
    "not in the roster": (
        Trouble(403, body='{"error":{"code":"BotNotInConversationRoster"}}'),
        "BotNotInConversationRoster",
        False,
    ),
    "gone": (Trouble(404, body='{"error":{"code":"ConversationNotFound"}}'), "ConversationNotFound", False),
    "too large": (Trouble(413, body='{"error":{"code":"MessageSizeTooBig"}}'), "MessageSizeTooBig", False),
    "a page": (Trouble(400, body="<html>no</html>"), "HTTP 400", False),
    "much slower, please": (Trouble(429, {"Retry-After": "120"}), "throttled", True),
}


@pytest.mark.parametrize("case", NO)
async def test_a_refusal_says_why_and_whether_later_helps(teams: TeamsServer, messenger: TeamsMessenger, case: str):
    """Nothing was shown: it is said by name; a long Retry-After is not waited for here."""
    trouble, reason, later = NO[case]
    teams.trouble = [trouble]
    with pytest.raises(Refused, match=reason) as no:
        await messenger.post(DIRECT, HELLO, "k")
    assert (no.value.again is not None) == later
    if later:
        assert no.value.again == timedelta(seconds=120)
    assert len(teams.calls) == 1


async def test_what_may_be_the_last_moment_is_told_before_each_request(teams: TeamsServer, messenger: TeamsMessenger):
    """Whoever posts is asked right before each request that may show it; when they say no, nothing leaves."""
    asked_: list[int] = []

    async def leaving() -> None:
        asked_.append(len(teams.calls))

    async def stop() -> None:
        raise RuntimeError("not ours")

    teams.trouble = [Trouble(429, {"Retry-After": "0"})]
    await messenger.post(DIRECT, HELLO, "k", leaving)
    assert asked_ == [0, 1]
    with pytest.raises(RuntimeError):
        await messenger.post(DIRECT, HELLO, "k", stop)
    assert len(teams.calls) == 2


async def test_without_a_token_nothing_leaves(
    teams: TeamsServer, messenger: TeamsMessenger, caplog: pytest.LogCaptureFixture
):
    """A login that refuses or is down means: refused, later; the check says which setting to mend, not what it is."""
    caplog.set_level(logging.DEBUG)
    teams.login_status = 401
    with pytest.raises(Refused, match="login_refused") as no:
        await messenger.post(DIRECT, HELLO, "k")
    assert no.value.again
    assert not teams.calls
    assert "MICROSOFT_APP_ID" in (await messenger.check() or "")
    teams.login_status = 503
    assert "cannot be reached" in (await messenger.check() or "")
    teams.login_status = 200
    assert await messenger.check() is None
    assert SECRET not in caplog.text
    assert "ours-" not in caplog.text


async def test_a_login_that_hangs_ends_as_one_that_is_down(teams: TeamsServer, store: Store):
    """Whoever waits shares one try and its end, instead of trying for as long again, each after the other."""
    messenger = TeamsMessenger(settings_for(teams), store.reaches, lambda: NOW, timeout=timedelta(seconds=1))
    teams.login_answers.clear()
    posts = [messenger.post(DIRECT, HELLO, f"k{n}") for n in range(20)]
    ends = await asyncio.gather(*posts, return_exceptions=True)
    assert {(type(end), str(end)) for end in ends} == {(Refused, "login_unreachable")}
    assert all(isinstance(end, Refused) and end.again for end in ends)
    assert teams.tokens_given == 1
    assert "cannot be reached" in (await messenger.check() or "")
    assert not teams.calls

    teams.login_answers.set()
    await messenger.post(DIRECT, HELLO, "k")
    assert len(teams.posted()) == 1
    await messenger.close()


async def test_while_the_old_token_lasts_nobody_waits_for_the_next(teams: TeamsServer):
    """Some minutes before its end another is fetched, once; when that hangs, the old one goes on to its end."""
    session, moment = Session(timedelta(seconds=0.3)), [0.0]
    token = Token(teams_config(settings_for(teams)), session, lambda: moment[0])
    assert await token.header() == {"Authorization": "Bearer ours-1"}
    teams.login_answers.clear()
    moment[0] = 3_599.0
    assert [await token.header() for _ in range(5)] == [{"Authorization": "Bearer ours-1"}] * 5
    await asyncio.sleep(0.01)
    assert teams.tokens_given == 2
    moment[0] = 3_600.0
    with pytest.raises(Refused, match="login_unreachable"):
        await token.header()
    await session.close()


async def test_nobody_to_talk_to_is_a_refusal_for_later(store: Store, teams: TeamsServer):
    """A refused connection surely showed nothing."""
    async with TeamsServer() as gone:
        service = gone.service
    await store.reaches.keep([Reach(TENANT, "a:gone", service, "direct")], NOW)
    messenger = TeamsMessenger(settings_for(teams), store.reaches, lambda: NOW, timeout=timedelta(seconds=1))
    with pytest.raises(Refused, match="unreachable") as no:
        await messenger.post(Place("teams", TENANT, "a:gone", PlaceKind.DIRECT), HELLO, "k")
    assert no.value.again
    await messenger.close()


async def test_changes_come_no_more_often_than_allowed(teams: TeamsServer, store: Store):
    """Three changes of one message take two pauses; the first comes at once."""
    messenger = TeamsMessenger(settings_for(teams), store.reaches, lambda: NOW, edits=timedelta(seconds=0.2))
    message = await messenger.post(DIRECT, HELLO, "k")
    loop = asyncio.get_running_loop()
    begin = loop.time()
    await messenger.update(message, HELLO)
    quick = loop.time() - begin
    await messenger.update(message, HELLO)
    await messenger.update(message, HELLO)
    assert quick < 0.2
    assert loop.time() - begin >= 0.4
    await messenger.close()


async def test_nobody_can_look(messenger: TeamsMessenger):
    """Teams has no history for apps: the router is told, and says that it may be a repeat."""
    with pytest.raises(CannotLook):
        await messenger.find(DIRECT, "k", NOW)


async def test_a_long_card_goes_on_and_shrinks(teams: TeamsServer, messenger: TeamsMessenger):
    """What does not fit goes on in further messages; a shorter card takes them away, and removing takes all."""
    long = Card("Long", tuple(Text((Span(f"{n} " + "word " * 1_000),)) for n in range(12)))
    message = await messenger.post(CHANNEL, long, "k")
    assert len(teams.shown) > 2
    assert {conversation for conversation, _ in teams.shown} == {f"{asked.CHANNEL};messageid=100"}
    assert teams.screen.split() == " ".join(part.plain for part in long.parts if isinstance(part, Text)).split()
    await messenger.update(message, HELLO)
    assert len(teams.shown) == 1
    await messenger.remove(message)
    await messenger.remove(message)
    assert not teams.shown


async def test_a_private_word_is_private_or_direct(teams: TeamsServer, messenger: TeamsMessenger):
    """In a channel by a message only they see; where Teams takes none, in their own chat."""
    await messenger.whisper(did(CHANNEL), HELLO)
    [call] = teams.posted()
    assert call.query == {"isTargetedActivity": "true"}
    assert call.body["recipient"] == {"id": "29:dana", "isTargeted": True}

    teams.refused["targeted"] = "BadArgument"
    await messenger.whisper(did(CHANNEL), HELLO)
    assert ("a:dana", "m2") in teams.shown
    await messenger.whisper(did(DIRECT), HELLO)
    assert ("a:dana", "m3") in teams.shown


async def test_their_own_chat_is_made_once(teams: TeamsServer, messenger: TeamsMessenger, store: Store):
    """A person never met alone gets a new conversation, which is remembered."""
    sam = asked.SAM["aadObjectId"]
    await store.reaches.keep([Reach(TENANT, sam, teams.service, "person", "Sam Lee", "29:sam")], NOW)
    asks = Interaction(TENANT, Who(sam), CHANNEL, "", "", "k", NOW)
    assert await messenger.direct(asks) == Place("teams", TENANT, "a:29:sam", PlaceKind.DIRECT)
    assert await messenger.direct(asks) == Place("teams", TENANT, "a:29:sam", PlaceKind.DIRECT)
    assert [call.body["members"] for call in teams.calls] == [[{"id": "29:sam"}]]
    assert [found.direct for found in await store.reaches.find(TENANT, [sam])] == ["a:29:sam"]


async def test_whoever_has_not_added_us_is_told_how(teams: TeamsServer, messenger: TeamsMessenger, store: Store):
    """Teams refuses a chat with them: they hear in the channel what to do, and nothing is tried for ever."""
    sam = asked.SAM["aadObjectId"]
    await store.reaches.keep([Reach(TENANT, sam, teams.service, "person", "Sam Lee", "29:sam")], NOW)
    teams.refused["29:sam"] = "ForbiddenOperationException"
    with pytest.raises(Refused) as no:
        await messenger.direct(Interaction(TENANT, Who(sam), CHANNEL, "", "", "k", NOW))
    assert no.value.again is None
    assert "add me first" in teams.screen

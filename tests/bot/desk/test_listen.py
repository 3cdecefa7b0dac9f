"""What people do at the desk, and what becomes of it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import Card, Errors, Form, MomentInput, PersonInput, TextInput, text
from bot.chat import Interaction, Message, PlaceKind, Who
from bot.desk.listen import KEEP
from bot.desk.rooms import DANA, MANAGERS, SALES, TEAM, direct
from bot.router import Routes
from tests import examples
from tests.bot.desk.conftest import CARD, ROUTES, Seat

FORM = Form("Remind me", "remind_at", (MomentInput("at", "When?"), PersonInput("who", "Who?")), hidden="b1")


def asked_by_dana() -> Interaction:
    return Interaction(TEAM, Who(DANA.id), SALES.place(), "more", "b1", "k", examples.NOW)


async def test_a_command_reaches_warmup_and_nobody_else_sees_it(seat: Seat):
    """`/warmup …` is asked in the room, and shown to the person who typed it."""
    page = await seat.posts("dana/sales/say", words="/warmup Jane Doe at Acme")
    assert (seat.asked.text, seat.asked.action, seat.asked.place) == ("Jane Doe at Acme", "", SALES.place())
    assert seat.asked.who.id == DANA.id
    assert "only you see this" in page
    assert "only you see this" not in await seat.reads("sam/sales")


async def test_a_mention_is_answered_in_its_thread(seat: Seat):
    """What was said stays for all to see, and its thread opens."""
    page = await seat.posts("dana/sales/say", words="@Warmup Jane Doe at Acme")
    assert seat.asked.place.thread
    assert seat.asked.text == "Jane Doe at Acme"
    assert 'aria-label="Thread"' in page
    assert "@Warmup Jane Doe at Acme" in await seat.reads("sam/sales")


async def test_talk_among_colleagues_is_only_shown(seat: Seat):
    """Plain words in a channel do not reach Warmup; everybody there reads them, escaped."""
    await seat.posts("sam/sales/say", words="Acme <b>froze</b> hiring")
    assert not seat.reception.accepted
    assert "Acme &lt;b&gt;froze&lt;/b&gt; hiring" in await seat.reads("dana/sales")


async def test_plain_words_in_a_direct_message_reach_warmup(seat: Seat):
    """Nobody has to say its name there."""
    await seat.posts("dana/warmup/say", words="Jane Doe at Acme")
    assert (seat.asked.text, seat.asked.place.kind) == ("Jane Doe at Acme", PlaceKind.DIRECT)


async def test_a_reply_stays_in_its_thread(seat: Seat):
    """A question in a brief's thread is asked there."""
    brief = await seat.shown()
    page = await seat.posts("dana/sales/say", words="@Warmup who knows her?", thread=brief, open=brief)
    assert seat.asked.place.thread == brief
    assert "1 reply" in page


async def test_another_command_is_told_of(seat: Seat):
    """It reaches nobody, and one sentence says what works."""
    page = await seat.posts("dana/sales/say", words="/remind me")
    assert "I do not know /remind" in page
    assert not seat.reception.accepted


async def test_a_press_is_what_the_button_says(seat: Seat):
    """The action, its value with its lines, and the message it stands on; a thread's answer is opened."""
    brief = await seat.shown()
    page = await seat.posts("dana/sales/press", ref=brief, press="more|b1\r\nx")
    assert (seat.asked.action, seat.asked.text) == ("more", "b1\nx")
    assert seat.asked.message == Message(SALES.place(), brief)
    assert 'aria-label="Thread"' in page


@pytest.mark.parametrize(
    ("ref", "press"),
    [("1", "more|b2"), ("1", "undo_touch|t1"), ("99", "more|b1\nx"), ("²", "x"), ("", ""), ("9" * 40, "x")],
)
async def test_nobody_presses_what_is_not_there(seat: Seat, ref: str, press: str):
    """A button the message does not have is not pressed, and that is said."""
    await seat.shown()
    assert "not there any more" in await seat.posts("dana/sales/press", ref=ref, press=press)
    assert not seat.reception.accepted


async def test_a_message_elsewhere_cannot_be_pressed(seat: Seat):
    """A rep does not reach into the managers' room by its number."""
    brief = await seat.shown(room=MANAGERS)
    await seat.posts("dana/sales/press", ref=brief, press="done|f1")
    assert not seat.reception.accepted
    assert await seat.status("/desk/dana/sales-managers") == 404
    assert await seat.status("/desk/nobody/sales") == 404


async def test_a_whisper_is_read_by_one_and_its_buttons_work(seat: Seat):
    """It stands on no message, and goes when it is dismissed."""
    await seat.messenger.whisper(asked_by_dana(), Card("Only you", (text("a secret"), *CARD.parts)))
    assert "a secret" in await seat.reads()
    assert "a secret" not in await seat.reads("sam/sales")
    await seat.posts("dana/sales/press", ref="w1", press="done|f1")
    assert seat.asked.message is None
    assert "a secret" not in await seat.posts("dana/sales/dismiss", ref="w1")


async def test_a_dialog_is_filled_in(seat: Seat):
    """Moments become seconds, a colleague's name comes along, and it is gone from the screen."""
    await seat.messenger.open_form(asked_by_dana(), FORM)
    assert "<dialog" in await seat.reads()
    assert "<dialog" not in await seat.reads("sam/sales")
    page = await seat.posts("dana/sales/submit", dialog="w1", **{"in-at": "2026-11-25T09:00", "in-who": "U0SAM"})
    at = str(int(datetime(2026, 11, 25, 14, tzinfo=UTC).timestamp()))
    assert seat.asked.values == {"at": at, "who": "U0SAM", "who_name": "Sam Lee"}
    assert (seat.asked.action, seat.asked.text) == ("remind_at", "b1")
    assert "<dialog" not in page


async def test_what_is_wrong_with_a_dialog_is_said_in_it(seat: Seat):
    """It stays open with what was typed, and nothing is asked."""
    await seat.messenger.open_form(asked_by_dana(), Form("Note", "note_saved", (TextInput("note", "What?"),)))
    seat.reception.wrong = Errors({"note": "Say what."})
    page = await seat.posts("dana/sales/submit", dialog="w1", **{"in-note": "typed before"})
    assert "Say what." in page
    assert "typed before" in page
    assert not seat.reception.accepted


async def test_a_dialog_can_be_left(seat: Seat):
    """Cancelled, it is gone, and sending it late is told of."""
    await seat.messenger.open_form(asked_by_dana(), FORM)
    assert "<dialog" not in await seat.posts("dana/sales/cancel")
    assert "not open any more" in await seat.posts("dana/sales/submit", dialog="w1")


async def test_a_message_becomes_intel(seat: Seat):
    """The action on a colleague's message hands over its words and where it stands."""
    page = await seat.posts("sam/sales/say", words="Acme froze hiring")
    assert "Save as intel" in page
    await seat.posts("dana/sales/save", ref="1")
    assert (seat.asked.action, seat.asked.text) == ("intel_form", "Acme froze hiring")
    assert seat.asked.message == Message(SALES.place(), "1")


class TestWithoutIntel:
    """A Warmup that cannot keep intel yet."""

    @pytest.fixture
    def routes(self) -> Routes:
        """Everything but that."""
        return {name: route for name, route in ROUTES.items() if "intel" not in name}

    async def test_nothing_is_offered_that_nobody_does(self, seat: Seat):
        """*Save as intel* appears by itself once there is a route for it."""
        assert "Save as intel" not in await seat.posts("sam/sales/say", words="Acme froze hiring")


async def test_the_clock_is_moved(seat: Seat):
    """By a step, or to what is due next; the page says how far."""
    page = await seat.posts("dana/sales/move", by="1d")
    page = await seat.posts("dana/sales/move", by="1h")
    assert "moved 1 d 1 h" in page
    assert seat.clock.ahead == timedelta(days=1, hours=1)
    assert "Nothing more comes due" in await seat.posts("dana/sales/move", by="due")


async def test_each_person_reads_their_own_time(seat: Seat):
    """21:42 UTC is 4:42 pm in New York, and 22:42 in Madrid."""
    assert "Tue 24 Nov, 4:42 pm" in await seat.reads("dana/sales")
    assert "Tue 24 Nov, 22:42" in await seat.reads("maria/sales")


async def test_beside_a_card_stands_what_others_would_be_sent(seat: Seat):
    """A tab for each renderer that was handed in."""
    brief = await seat.shown()
    page = await seat.reads(f"dana/sales?open={brief}&tab=Slack")
    assert "Exactly what Slack would be sent" in page
    assert "{\n  &#34;text&#34;: &#34;A brief&#34;\n}" in page
    assert 'aria-label="Thread"' in await seat.reads(f"dana/sales?open={brief}&tab=Nobody")


async def test_the_reserved_words_are_suggested(seat: Seat):
    """The composer knows what can be said."""
    assert '<option value="/warmup brief ">' in await seat.reads()


async def test_pages_hear_that_something_changed(seat: Seat):
    """A change is told at once, and closing lets every page go."""
    async with seat.session.get(f"{seat.address}/desk/news") as news:
        assert (await news.content.readline()).startswith(b"data: ")
        await news.content.readline()
        await seat.shown(room=direct(DANA))
        assert (await asyncio.wait_for(news.content.readline(), 2)).startswith(b"data: ")
        seat.messenger.screen.close()
        assert await asyncio.wait_for(news.content.read(), 2) is not None


async def test_only_files_of_the_desk_are_served(seat: Seat):
    """No path leads out of its folder."""
    assert await seat.status("/desk/static/desk.js") == 200
    assert await seat.status("/desk/static/..%2flisten.py") == 404
    assert await seat.status("/desk/static/nothing.css") == 404


async def test_the_desk_begins_with_dana_in_sales(seat: Seat):
    """The address people type leads to a room."""
    async with seat.session.get(f"{seat.address}/desk") as answer:
        assert answer.url.path == "/desk/dana/sales"


async def test_no_script_but_the_desks_own_runs(seat: Seat):
    """The page says so to the browser, and may not be framed or kept."""
    async with seat.session.get(f"{seat.address}/desk/dana/sales") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


async def test_a_desk_goes_on_where_it_was_left(seat: Seat):
    """After a restart it is no earlier than before, and what is older than a month is gone."""
    await seat.shown(Card("old", (text("an old card"),)), marker="old")
    seat.clock.forward(KEEP + timedelta(days=1))
    await seat.shown(Card("new", (text("a new card"),)), marker="new")
    seat.clock.ahead = timedelta(0)
    await seat.listener.start()
    assert seat.clock.ahead == KEEP + timedelta(days=1)
    page = await seat.reads()
    assert "a new card" in page
    assert "an old card" not in page

"""After the call one tap says how it went; a colleague's next brief knows, and a do-not-call holds at once."""

from datetime import timedelta

from bot.chat import Who
from tests import examples
from tests.fakes import interaction
from tests.stories.conftest import Desk

SAM = Who("U2", "Sam Lee")


async def test_two_taps_log_a_call_and_propose_the_next_touch(desk: Desk) -> None:
    """*Log call*, *Voicemail left*: it stands in the thread with Undo and the next touch as a button."""
    await desk.types("Jane Doe at Acme")
    screen = await desk.chooses("Log call", "Voicemail left")

    assert "✔ Voicemail left" in screen
    assert "Call after voicemail: Thu 26 Nov, 10:00" in screen
    assert "Undo" in screen


async def test_a_touch_keeps_how_warm_the_prospect_was(desk: Desk) -> None:
    """Who, when, outcome, whether briefed, and the keys as known at that moment."""
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "Talked")
    [touch] = await desk.app.services.store.touches.of("T1", "jane doe|acme")

    assert (touch.rep, touch.rep_name, touch.outcome) == ("U1", "Dana Cho", "talked")
    assert (touch.briefed, touch.warmth, touch.keys, touch.trigger) == (True, 3, "who why_now way_in", "opening")
    assert touch.at == examples.NOW


async def test_a_touch_without_a_brief_knows_its_warmth_too(desk: Desk) -> None:
    """Yields need it for every dial: what the records alone say."""
    await desk.types("log Jane Doe at Acme no answer")
    [touch] = await desk.app.services.store.touches.of("T1", "jane doe|acme")

    assert (touch.briefed, touch.warmth, touch.brief_id) == (False, 3, None)


async def test_words_log_a_call_with_its_note(desk: Desk) -> None:
    """`log Jane Doe at Acme voicemail` and what else is worth remembering."""
    screen = await desk.types("log Jane Doe at Acme, voicemail: mentioned the Reno ramp-up")

    assert "✔ Voicemail left" in screen
    assert "mentioned the Reno ramp-up" in screen


async def test_words_without_an_outcome_get_a_sentence(desk: Desk) -> None:
    """A mistake says which outcomes there are, with an example, to the person only."""
    screen = await desk.types("log Jane Doe at Acme")

    assert screen == ""
    assert "voicemail left" in desk.messenger.whispers[-1]
    assert "/warmup log Jane Doe at Acme voicemail" in desk.messenger.whispers[-1]


async def test_who_chose_the_wrong_outcome_is_told_the_way_back(desk: Desk):
    """A second outcome for the same call is not kept beside the first: undo that one."""
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "Talked")
    await desk.chooses("Log call", "Voicemail left")
    said = "You have just logged that call: talked. Another outcome? Press Undo there first."
    assert said in desk.messenger.whispers[-1]


async def test_two_people_pressing_at_once_log_one_call(desk: Desk) -> None:
    """The second hears who was first; the log has one touch."""
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "Talked")
    await desk.chooses("Log call", "No answer", who=SAM)

    assert "Dana Cho has just logged that call: talked." in desk.messenger.whispers[-1]
    assert len(await desk.app.services.store.touches.of("T1", "jane doe|acme")) == 1


async def test_the_next_call_from_the_same_brief_counts_again(desk: Desk) -> None:
    """An hour later the same brief's menu logs a second call."""
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "No answer")
    desk.clock.forward(timedelta(hours=1))
    await desk.chooses("Log call", "Talked")

    assert len(await desk.app.services.store.touches.of("T1", "jane doe|acme")) == 2


async def test_undo_takes_it_back_for_a_minute(desk: Desk) -> None:
    """Within a minute the touch is gone, and the right one can be logged at once."""
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "Do not call")
    screen = await desk.presses("Undo")
    assert "Undone: do not call" in screen

    await desk.chooses("Log call", "Talked")
    [touch] = await desk.app.services.store.touches.of("T1", "jane doe|acme")
    assert touch.outcome == "talked"
    assert "Do not call." not in await desk.types("Jane Doe at Acme")


async def test_after_a_minute_undo_is_too_late(desk: Desk) -> None:
    """It stays in the log, and the person is told how to put it right."""
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "Talked")
    desk.clock.forward(timedelta(seconds=61))
    await desk.presses("Undo")

    assert "older than a minute" in desk.messenger.whispers[-1]
    assert len(await desk.app.services.store.touches.of("T1", "jane doe|acme")) == 1


async def test_the_next_brief_shows_what_a_colleague_did(desk: Desk) -> None:
    """Sam talked with her; Dana's brief has it in the timeline."""
    await desk.types("log Jane Doe at Acme talked she likes the spring offer", who=SAM)
    await desk.types("Jane Doe at Acme")
    screen = await desk.presses("More")

    assert "Call by Sam Lee, talked" in screen
    assert "she likes the spring offer" in screen


async def test_do_not_call_holds_at_once_everywhere(desk: Desk) -> None:
    """From that tap on nobody in the team is shown the number, also on briefs that were made before."""
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Log call", "Do not call")
    later = await desk.types("Jane Doe at Acme", who=SAM)
    assert "Do not call." in later

    desk.messenger.shown.pop("m2")
    desk.messenger.shown.pop("m3")
    old = await desk.presses("More")
    assert "Hello Jane" not in old
    assert "Open with" not in old.partition("More on")[2]


async def test_not_now_asks_when(desk: Desk) -> None:
    """*Not now* offers when to call again, and a tap keeps that promise."""
    await desk.types("Jane Doe at Acme")
    screen = await desk.chooses("Log call", "Not now")
    assert "When shall I remind you?" in screen

    screen = await desk.presses("In a month")
    assert "call again, as they asked" in screen
    assert len(await desk.app.services.store.follow_ups.mine("T1", "U1")) == 1


async def test_not_interested_asks_why_and_wrong_person_asks_who(desk: Desk) -> None:
    """What only they can say is kept with the touch."""
    await desk.types("log Jane Doe at Acme not interested")
    await desk.chooses("Why not?", "No budget")
    desk.clock.forward(timedelta(minutes=5))
    await desk.types("log Jane Doe at Acme wrong person")
    await desk.presses("Who is the right one?", trigger="t")
    await desk.submits(who="John Roe, VP Sales")
    notes = [touch.note for touch in await desk.app.services.store.touches.of("T1", "jane doe|acme")]

    assert notes == ["the right person: John Roe, VP Sales", "No budget"]


async def test_left_the_company_turns_the_key_back(desk: Desk) -> None:
    """A colleague found that she has left: the next brief no longer claims the role."""
    assert "✔ Who" in await desk.types("Jane Doe at Acme")
    await desk.types("log Jane Doe at Acme left the company", who=SAM)
    desk.messenger.shown.clear()
    assert "✘ Who" in await desk.types("Jane Doe at Acme")


async def test_a_redelivered_press_is_one_touch(desk: Desk) -> None:
    """Whatever the platform repeats, also much later, the log has it once."""
    asked = interaction("Jane Doe at Acme talked", "same", action="log")
    await desk.does(asked)
    await desk.app.services.shared.forget("seen:T1:same")
    desk.clock.forward(timedelta(hours=2))
    await desk.does(asked)

    assert len(await desk.app.services.store.touches.of("T1", "jane doe|acme")) == 1


async def test_words_alone_forbid_calls(desk: Desk) -> None:
    """`dnc …` holds in the next brief and can be undone; it is in the timeline, and no dial of any yield."""
    screen = await desk.types("dnc Jane Doe at Acme")
    assert "✔ Do not call" in screen
    [touch] = await desk.app.services.store.touches.of("T1", "jane doe|acme")
    assert touch.channel != "call"
    assert "do not call" in (await desk.types("Jane Doe at Acme")).casefold()

    await desk.types("dnc")
    assert "/warmup dnc Jane Doe at Acme" in desk.messenger.whispers[-1]


async def test_a_word_kept_for_later_briefs_nobody(desk: Desk) -> None:
    """`watch Acme` is no prospect called Watch Acme: it says so, and how a company of that name is briefed."""
    assert await desk.types("watch Acme") == ""
    assert "I cannot do “watch” yet" in desk.messenger.whispers[-1]
    assert "/warmup brief watch Acme" in desk.messenger.whispers[-1]

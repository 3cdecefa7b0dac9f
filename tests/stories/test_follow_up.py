"""A rep's promise is the product's promise: confirmed exactly, due once, and never dropped in silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.chat import Audience, Place, PlaceKind, Who
from bot.errors import Refused, Unsure
from tests import examples
from tests.fakes import interaction
from tests.stories.conftest import Desk

SAM = Who("U2", "Sam Lee")


async def test_a_promise_is_confirmed_with_day_date_time_and_zone(desk: Desk) -> None:
    """In the rep's own zone, so that nothing is left to guess."""
    screen = await desk.types("remind Jane Doe at Acme in 3 days to send pricing")

    assert "Friday" in screen
    assert "27 November 2026" in screen
    assert "America/New_York" in screen
    assert "send pricing" in screen
    assert "Jane Doe at Acme" in screen


async def test_a_promise_comes_when_it_was_promised(desk: Desk) -> None:
    """Not before, to the minute, once, naming who made it."""
    await desk.types("remind Jane Doe at Acme in 2 hours to send pricing")
    assert "promised on" not in await desk.waits(timedelta(hours=1, minutes=59))

    screen = await desk.waits(timedelta(minutes=1))
    assert screen.count("promised on 24 November") == 1
    assert "Dana Cho" in screen
    await desk.waits(timedelta(days=1))
    assert desk.screen.count("promised on 24 November") == 1


async def test_a_promise_from_a_brief_comes_in_its_thread(desk: Desk) -> None:
    """With the call window, and what is new since that brief."""
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Remind me", "Tomorrow")
    await desk.types("log Jane Doe at Acme talked prefers mornings", who=SAM)
    screen = await desk.waits(timedelta(hours=17))

    due = list(desk.messenger.shown.values())[-1]
    assert due.place.thread == "m1"
    assert "New since the brief" in screen
    assert "prefers mornings" in screen
    assert "in Chicago" in screen


async def test_proposed_times_respect_working_hours(desk: Desk) -> None:
    """Tomorrow on a Friday is Monday morning; an hour is an hour whatever the day."""
    desk.clock.moment = datetime(2026, 11, 27, 22, tzinfo=UTC)  # Friday, 5 pm in New York
    await desk.types("Jane Doe at Acme")
    assert "Monday" in await desk.chooses("Remind me", "Tomorrow")
    assert "Friday" in await desk.chooses("Remind me", "In 1 hour")


async def test_done_ends_it(desk: Desk) -> None:
    """A tap, and it comes no more."""
    await desk.types("remind Jane Doe at Acme in 2 hours")
    await desk.waits(timedelta(hours=2))
    screen = await desk.presses("Done")

    assert "Done: Jane Doe at Acme" in screen
    assert await desk.app.services.store.follow_ups.mine("T1", "U1") == []


async def test_snooze_and_reschedule_give_it_a_new_time(desk: Desk) -> None:
    """It comes again then, and not in between."""
    await desk.types("remind Jane Doe at Acme in 2 hours")
    await desk.waits(timedelta(hours=2))
    await desk.chooses("Snooze", "In 1 hour")
    assert "promised on" not in await desk.waits(timedelta(minutes=59))
    assert "promised on" in await desk.waits(timedelta(minutes=2))

    await desk.presses("Reschedule", trigger="t")
    tomorrow = desk.clock.moment + timedelta(days=1)
    await desk.submits(at=str(int(tomorrow.timestamp())))
    [promise] = await desk.app.services.store.follow_ups.mine("T1", "U1")
    assert promise.due == tomorrow.replace(microsecond=0)
    assert (await desk.waits(timedelta(days=1, minutes=1))).count("promised on") == 2


async def test_cancelled_before_it_is_due_it_never_comes(desk: Desk) -> None:
    """*Cancel* on the confirmation withdraws the promise and its job."""
    await desk.types("remind Jane Doe at Acme in 2 hours")
    await desk.presses("Cancel")

    assert "promised on" not in await desk.waits(timedelta(days=3))


async def test_the_list_shows_overdue_today_and_coming(desk: Desk) -> None:
    """`followups` comes by direct message, earliest first, each with its buttons."""
    await desk.types("remind Jane Doe at Acme in 1 hour to call")
    await desk.types("remind me about Globex in 6 days")
    await desk.waits(timedelta(hours=1, minutes=5))
    desk.messenger.shown.clear()
    screen = await desk.types("followups")

    assert [one.place.channel for one in desk.messenger.shown.values()] == ["direct:U1"]
    assert screen.index("Overdue (1)") < screen.index("call") < screen.index("Coming (1)") < screen.index("Globex")


async def test_a_promise_can_be_handed_over(desk: Desk) -> None:
    """The colleague keeps it from then on, and is named on the card."""
    desk.messenger.names = {"U2": "Sam Lee"}
    await desk.types("remind Jane Doe at Acme in 2 hours")
    await desk.presses("Hand over", trigger="t")
    assert "Sam Lee" in await desk.submits(who="U2")

    assert await desk.app.services.store.follow_ups.mine("T1", "U1") == []
    assert len(await desk.app.services.store.follow_ups.mine("T1", "U2")) == 1


async def test_a_closed_channel_sends_it_by_direct_message(desk: Desk) -> None:
    """A channel that was archived meanwhile swallows nothing."""
    await desk.types("remind Jane Doe at Acme in 2 hours")
    desk.messenger.trouble.append((Refused("is_archived"), False))
    await desk.waits(timedelta(hours=2))

    assert list(desk.messenger.shown.values())[-1].place.channel == "direct:U1"


async def test_what_nobody_can_be_shown_is_a_dead_letter(desk: Desk) -> None:
    """When even the direct message is refused, an admin sees it."""
    direct = Place("desk", "T1", "direct:U1", PlaceKind.DIRECT)
    await desk.does(replace(interaction("remind Jane Doe at Acme in 2 hours", "dm"), place=direct))
    desk.messenger.trouble.append((Refused("user_disabled"), False))
    await desk.waits(timedelta(hours=2))

    [dead] = await desk.app.services.store.jobs.dead("T1")
    assert dead.error == "user_disabled"


async def test_past_and_missing_times_are_questions(desk: Desk) -> None:
    """One sentence to the person only; nothing is promised."""
    for words in ("remind Jane Doe at Acme to send pricing", "remind Jane Doe at Acme yesterday"):
        screen = await desk.types(words)
        assert screen == ""
    assert await desk.app.services.store.follow_ups.mine("T1", "U1") == []


async def test_the_same_delivery_promises_once(desk: Desk) -> None:
    """Slack repeats itself; the promise does not."""
    for _ in range(3):
        await desk.does(interaction("remind Jane Doe at Acme in 2 hours", "same"))
    await desk.app.services.shared.forget("seen:T1:same")
    await desk.does(interaction("remind Jane Doe at Acme in 2 hours", "same"))

    assert len(await desk.app.services.store.follow_ups.mine("T1", "U1")) == 1


async def test_days_keep_their_wall_clock_over_a_change_of_clocks(desk: Desk) -> None:
    """Nine in the morning stays nine in the morning when winter time ends."""
    desk.clock.moment = datetime(2027, 3, 12, 15, tzinfo=UTC)  # the Friday before the change in New York
    await desk.types("remind Jane Doe at Acme Monday 9am")
    [promise] = await desk.app.services.store.follow_ups.mine("T1", "U1")

    assert promise.due == datetime(2027, 3, 15, 13, tzinfo=UTC)
    assert promise.due > examples.NOW


async def test_a_doubt_is_cleared_where_the_message_went(desk: Desk) -> None:
    """Sent directly while nobody knew who reads the channel, the answer lost: it is found there, and not said again."""
    await desk.types("remind Jane Doe at Acme in 2 hours to send pricing")
    desk.messenger.audiences["C-sales"] = Audience.UNKNOWN
    desk.messenger.trouble.append((Unsure("no answer"), True))
    await desk.waits(timedelta(hours=2))
    desk.messenger.audiences.clear()
    screen = await desk.waits(timedelta(minutes=1))

    assert screen.count("promised on") == 1
    assert list(desk.messenger.shown.values())[-1].place.channel == "direct:U1"


async def test_a_look_that_is_possible_soon_is_waited_for(desk: Desk) -> None:
    """Rather late by a minute than twice; the repeat is for where nobody can look."""
    await desk.types("remind Jane Doe at Acme in 2 hours to send pricing")
    desk.messenger.trouble.append((Unsure("no answer"), True))
    desk.messenger.can_look, desk.messenger.look_again = False, timedelta(seconds=90)
    await desk.waits(timedelta(hours=2))
    await desk.waits(timedelta(seconds=5))
    desk.messenger.can_look = True
    screen = await desk.waits(timedelta(minutes=3))

    assert screen.count("promised on") == 1
    assert "may be a repeat" not in screen

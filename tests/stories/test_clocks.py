"""Clocks by rule: nine in the morning is nine on the rep's own wall, whatever the wall does meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.chat import Who
from tests.stories.conftest import Desk

SAM = Who("U2", "Sam Lee")
A_MINUTE = timedelta(seconds=61)  # and a second, for the desk lets all be done that is due within a minute


def utc(moment: str) -> datetime:
    """A moment, written without its zone."""
    return datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "now", "words", "due"),
    [
        # DST: into it, into its gap, out of it, and the hour that comes twice comes once
        ("America/New_York", "2027-03-12 15:00", "Monday 9am", "2027-03-15 13:00"),
        ("America/New_York", "2027-03-13 17:00", "tomorrow at 2:30am", "2027-03-14 07:30"),
        ("America/New_York", "2026-10-30 15:00", "Monday 9am", "2026-11-02 14:00"),
        ("America/New_York", "2026-10-30 15:00", "Sunday at 1:30am", "2026-11-01 05:30"),
        ("America/New_York", "2026-10-31 15:00", "in 24 hours", "2026-11-01 15:00"),
        # half an hour of it
        ("Australia/Lord_Howe", "2027-04-02 00:00", "Monday 9am", "2027-04-04 22:30"),
        # the leap day, the day after a short February, and the month that has no 31st
        ("Europe/Berlin", "2028-02-28 12:00", "tomorrow 9am", "2028-02-29 08:00"),
        ("Europe/Berlin", "2027-02-28 12:00", "tomorrow 9am", "2027-03-01 08:00"),
        ("Europe/Berlin", "2026-11-24 12:00", "on 29 February at 9am", "2028-02-29 08:00"),
        ("Europe/Berlin", "2027-01-31 12:00", "in a month", "2027-02-28 08:00"),
        ("Europe/Berlin", "2027-02-01 12:00", "on the 31st at 9am", "2027-03-31 07:00"),
        # just after midnight, and just before it, in zones with halves and quarters of hours
        ("Asia/Kolkata", "2026-11-24 19:00", "tomorrow 9am", "2026-11-26 03:30"),
        ("Asia/Kathmandu", "2026-11-24 18:00", "tomorrow 9am", "2026-11-25 03:15"),
        # both sides of the line where the date changes
        ("Pacific/Apia", "2026-11-24 12:00", "tomorrow 9am", "2026-11-25 20:00"),
        ("Pacific/Honolulu", "2026-11-24 09:00", "tomorrow 9am", "2026-11-24 19:00"),
    ],
)
async def test_a_promise_comes_at_the_hour_on_the_rep_s_wall(
    desk: Desk, zone: str, now: str, words: str, due: str
) -> None:
    """Not a minute before the moment that was confirmed, and then at once."""
    desk.messenger.zones["U1"], desk.clock.moment = zone, utc(now)
    confirmed = await desk.types(f"remind Jane Doe at Acme {words} to send pricing")
    assert zone in confirmed
    [promise] = await desk.app.services.store.follow_ups.mine("T1", "U1")
    assert promise.due == utc(due)

    assert "promised on" not in await desk.waits(utc(due) - desk.clock.moment - A_MINUTE)
    assert (await desk.waits(A_MINUTE)).count("promised on") == 1


@pytest.mark.parametrize("words", ["on the 31st of April at 9am", "on 30 February at 9am"])
async def test_a_day_that_no_year_has_is_a_question(desk: Desk, words: str) -> None:
    """Nothing is promised for a day that will not come."""
    assert await desk.types(f"remind Jane Doe at Acme {words} to send pricing") == ""
    assert len(desk.messenger.whispers) == 1
    assert await desk.app.services.store.follow_ups.mine("T1", "U1") == []


async def test_two_reps_have_two_mornings(desk: Desk) -> None:
    """The same words, said at the same moment in New York and in Kolkata, are two moments, in this order."""
    desk.messenger.zones["U2"] = "Asia/Kolkata"
    desk.clock.moment = utc("2026-11-24 15:00")
    await desk.types("remind Jane Doe at Acme tomorrow 9am to send pricing")
    await desk.types("remind Jane Doe at Acme tomorrow 9am to send the contract", who=SAM)

    kolkata = await desk.waits(utc("2026-11-25 03:30") - desk.clock.moment)
    assert kolkata.count("promised on") == 1
    assert "send the contract" in kolkata.partition("promised on")[2]
    both = await desk.waits(utc("2026-11-25 14:00") - desk.clock.moment)
    assert both.count("promised on") == 2


async def test_a_morning_warmup_chose_stays_a_morning_over_a_change_of_clocks(desk: Desk) -> None:
    """*Tomorrow*, chosen on the Friday before winter time ends in New York, is Monday at nine on the new clock."""
    desk.clock.moment = utc("2027-03-12 15:00")
    await desk.types("Jane Doe at Acme")
    await desk.chooses("Remind me", "Tomorrow")

    [promise] = await desk.app.services.store.follow_ups.mine("T1", "U1")
    assert promise.due == utc("2027-03-15 13:00")


async def test_a_snoozed_promise_is_read_by_its_rep_s_wall_too(desk: Desk) -> None:
    """Snoozed until tomorrow in Apia, it comes at nine in Apia: an island's morning, not the server's."""
    desk.messenger.zones["U1"] = "Pacific/Apia"
    desk.clock.moment = utc("2026-11-24 12:00")  # Wednesday the 25th, one in the morning there
    await desk.types("remind Jane Doe at Acme in 2 hours to send pricing")
    await desk.waits(timedelta(hours=2))
    await desk.chooses("Snooze", "Tomorrow")

    [promise] = await desk.app.services.store.follow_ups.mine("T1", "U1")
    assert promise.due == utc("2026-11-25 20:00")  # Thursday the 26th, nine in the morning there

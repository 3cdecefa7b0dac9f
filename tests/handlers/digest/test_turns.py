"""When a digest comes, and which days it is about."""

from datetime import UTC, date, datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from bot.briefing.workdays import Workdays
from bot.store import Schedule
from handlers.digest.turns import next_turn, period, wall_clock

EVERY_DAY = frozenset(range(7))


@pytest.mark.parametrize(
    ("zone", "at", "after", "expected"),
    [
        ("America/New_York", time(1, 30), datetime(2026, 11, 1, tzinfo=UTC), "2026-11-01T05:30 2026-11-02T06:30"),
        (
            "America/New_York",
            time(1, 30),
            datetime(2026, 11, 1, 5, 45, tzinfo=UTC),
            "2026-11-02T06:30 2026-11-03T06:30",
        ),
        ("America/New_York", time(2, 30), datetime(2027, 3, 14, tzinfo=UTC), "2027-03-14T07:30 2027-03-15T06:30"),
        ("Australia/Lord_Howe", time(2, 15), datetime(2026, 10, 3, tzinfo=UTC), "2026-10-03T15:45 2026-10-04T15:15"),
        ("America/Santiago", time(0, 30), datetime(2026, 9, 6, tzinfo=UTC), "2026-09-06T04:30 2026-09-07T03:30"),
        ("Pacific/Apia", time(8, 30), datetime(2011, 12, 29, 20, tzinfo=UTC), "2011-12-30T18:30 2011-12-31T18:30"),
        ("Asia/Kathmandu", time(8, 30), datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01T02:45 2026-01-02T02:45"),
    ],
)
def test_once_for_each_day_the_wall_shows(zone: str, at: time, after: datetime, expected: str):
    """Twice in an hour that comes twice: once. In one that is skipped: later. A day that does not exist: not at all."""
    moments = islice(wall_clock(at, ZoneInfo(zone), after, EVERY_DAY), 2)

    assert " ".join(f"{moment:%Y-%m-%dT%H:%M}" for moment in moments) == expected


def test_a_holiday_is_skipped():
    """Thanksgiving is no day for a digest in the United States; where no country is named only the weekdays count."""
    there = ("T1", "C1", "{}", "", time(8, 30), "America/Chicago", frozenset(range(5)))
    planned = Schedule(*there, week=False, made_by="U1", made_by_name="Maria Ruiz")
    wednesday = datetime(2026, 11, 25, 20, tzinfo=UTC)

    assert next_turn(planned, wednesday, "US").date() == date(2026, 11, 27)
    assert next_turn(planned, wednesday, None).date() == date(2026, 11, 26)


def test_every_day_is_about_yesterday_alone():
    """Who asked for one on Sundays too has read Saturday's; who asked for Mondays reads the week."""
    workdays, monday = Workdays(ZoneInfo("America/Chicago"), "US"), datetime(2026, 11, 23, 18, tzinfo=UTC)

    assert period(monday, workdays, EVERY_DAY, week=False).name == "Sunday 22 November"
    assert period(monday, workdays, frozenset({0}), week=False).name == "Monday 16 to Sunday 22 November"


@pytest.mark.parametrize(
    ("now", "week", "name"),
    [
        (datetime(2026, 11, 24, 9, tzinfo=UTC), False, "Monday 23 November"),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), False, "Friday 20 to Sunday 22 November"),
        (datetime(2026, 11, 2, 9, tzinfo=UTC), False, "Friday 30 October to Sunday 1 November"),
        (datetime(2026, 11, 27, 9, tzinfo=UTC), False, "Wednesday 25 to Thursday 26 November"),
        (datetime(2026, 11, 24, 9, tzinfo=UTC), True, "the week to Monday 23 November"),
    ],
)
def test_which_days_it_is_about(now: datetime, week: bool, name: str):  # noqa: FBT001 (a parameter of the test)
    """Yesterday; on a Monday, or after a holiday, the last working day with what came after it."""
    assert period(now, Workdays(ZoneInfo("America/Chicago"), "US"), week=week).name == name

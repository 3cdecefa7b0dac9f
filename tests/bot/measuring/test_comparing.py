"""What is said of a difference: it shows, it would have shown, or it is too early to tell."""

from datetime import UTC, datetime

import pytest

from bot.measuring.comparing import calibrate, compare, fallen
from bot.measuring.intervals import share
from bot.store import Cohort

FIRST = datetime(2026, 1, 5, tzinfo=UTC)


def some(met: int, dialled: int, warmth: int = 3, conversed: int | None = None) -> list[Cohort]:
    talks = met if conversed is None else conversed
    return [Cohort(True, True, 0, warmth, True, dialled, dialled, talks, talks, met, FIRST)]  # noqa: FBT003 (a row)


def test_too_early_says_how_much_more_would_show_a_doubling():
    """How many conversations there are, and about how many weeks at this pace are missing."""
    told = compare("warm against cold", some(3, 40, conversed=8), some(2, 40, conversed=6), weeks=6)
    assert told.verdict.startswith("too early to tell: 14 conversations; about ")
    assert "weeks more at your pace" in told.verdict
    assert told.more_weeks
    assert told.more_conversations
    assert told.more_conversations / 14 == pytest.approx(told.more_weeks / 6, rel=0.2)


def test_the_pace_is_the_textbooks():
    """What two shares need in each group at 5 % two-sided and 80 % power, less what is there already."""
    told = compare("warm against cold", some(3, 43), some(4, 44), weeks=1)
    rate = 7 / 87
    low, high = rate * 2 / 3, rate * 4 / 3
    needed = (1.96 * (2 * rate * (1 - rate)) ** 0.5 + 0.8416 * (low * (1 - low) + high * (1 - high)) ** 0.5) ** 2
    needed /= (high - low) ** 2
    assert told.more_weeks == pytest.approx(needed / 43.5 - 1, abs=1)


def test_a_difference_that_shows_is_said_with_its_interval():
    """In points, with both ends, and called an observation."""
    told = compare("warm against cold", some(60, 300), some(30, 300), weeks=10)
    assert told.verdict.startswith("10.0 points more meetings (+")
    assert told.verdict.endswith("an observation, not an experiment")
    assert told.low is not None
    assert told.low > 0
    worse = compare("warm against cold", some(30, 300), some(60, 300), weeks=10)
    assert "points fewer meetings" in worse.verdict


def test_a_few_lucky_meetings_are_no_difference():
    """Three of three against none of nine would look clear, and is too little to say so."""
    told = compare("warm against cold", some(3, 3), some(0, 9), weeks=2)
    assert told.low is not None
    assert told.low > 0
    assert told.verdict.startswith("too early to tell")


def test_no_difference_is_said_only_where_one_would_have_shown():
    """Enough prospects, and nothing to see."""
    told = compare("warm against cold", some(200, 2000), some(205, 2000), weeks=50)
    assert told.verdict.startswith("no difference that chance would not explain")
    assert told.more_weeks is None


def test_a_group_without_anybody_has_nothing_to_compare():
    """No rate of nothing, no interval, no pace."""
    told = compare("briefed against unbriefed", [], some(3, 30), weeks=3)
    assert told.verdict == "too early to tell: no briefed prospect has ripened yet"
    assert (told.difference, told.low, told.a.rate) == (None, None, None)


def test_no_meeting_at_all_still_tells_a_pace():
    """With no meeting in either group the overall rate is taken as one meeting."""
    told = compare("warm against cold", some(0, 20, conversed=3), some(0, 20, conversed=2), weeks=4)
    assert told.verdict.startswith("too early to tell: 5 conversations; about ")


def test_the_step_that_fell_most_is_not_the_smallest_rate():
    """The team's own quarter before is the measure; a step that always was low has not fallen."""
    steps = [
        ("connected", share(60, 1000), share(60, 1000)),
        ("conversation", share(30, 60), share(52, 60)),
        ("meeting", share(2, 30), share(4, 52)),
        ("won", share(0, 0), share(0, 0)),
    ]
    fell = fallen(steps)
    assert fell
    assert fell.step == "conversation"
    assert fell.high < 0
    assert fallen([steps[0]]) is None


def test_calibration_is_monotone_or_says_where_it_is_not():
    """Each level at least as often as the one below; what chance alone could do is said."""
    rising = [*some(1, 50, 0), *some(3, 50, 1), *some(6, 50, 2), *some(12, 50, 3)]
    assert calibrate(rising).monotone
    wobbling = [*some(5, 50, 0), *some(3, 50, 1), *some(12, 50, 3)]
    assert calibrate(wobbling).verdict == "not monotone: 1 keys below 0, which chance alone could do"
    falling = [*some(200, 500, 0), *some(20, 500, 3)]
    assert calibrate(falling).verdict == "not monotone: 3 keys below 0, more than chance explains"
    assert calibrate(some(5, 50, 2)).monotone is None

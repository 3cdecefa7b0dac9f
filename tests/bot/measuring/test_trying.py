"""How long an experiment must run, and what may be said of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.measuring import doubts, judged, monday, pace_of, plan, tried, window
from bot.measuring.intervals import by_account, likeness, wilson
from bot.store import Arm, Experiment, Past, Sums, Trial

WEEK = timedelta(weeks=1)
BEGAN = datetime(2026, 3, 2, tzinfo=UTC)
ONE = Experiment("T1", "e1", "00", 50, BEGAN, BEGAN + 10 * WEEK, "U1", "Dana Cho")
AFTER = window(BEGAN + 20 * WEEK, 365)


def alone(of: int, n: int, briefed: int = 0) -> Arm:
    """Each prospect at an account of its own."""
    return Arm(Sums("arm", of, n, of, n, n, of), conversed=n, briefed=briefed)


def test_the_weeks_are_the_textbooks():
    """Two shares, 5 % two-sided, 80 % power: 20 % against a doubling takes 140 in each half, 280 at ten a week."""
    at = pace_of(Past(alone(100, 20), BEGAN), BEGAN, BEGAN + 10 * WEEK)
    assert (at.prospects, at.accounts, at.likeness) == (10, 10, pytest.approx(1, rel=0.02))
    assert plan(50, at, BEGAN).weeks == pytest.approx(28, abs=1)
    assert plan(10, at, BEGAN).weeks == pytest.approx(28 * 0.25 / 0.09, abs=2)


def test_accounts_whose_prospects_are_alike_take_longer():
    """Four prospects at each account that all met, or none, are worth one: it takes four times as long."""
    fours = Arm(Sums("past", 400, 80, 1600, 320, 320, 100), conversed=90)
    assert likeness(fours.sums) == pytest.approx(4, rel=0.02)
    one, four = (pace_of(Past(arm, BEGAN), BEGAN, BEGAN + 10 * WEEK) for arm in (alone(400, 80), fours))
    assert plan(50, four, BEGAN).length == pytest.approx(4 * plan(50, one, BEGAN).length, rel=0.1)


def test_an_interval_of_accounts_of_one_prospect_each_is_wilsons():
    """Nothing to cluster, nothing widened; with no meeting at all each account counts as one."""
    rate, (low, high) = by_account(alone(200, 30).sums), wilson(30, 200)
    assert rate.low == pytest.approx(low, rel=0.01)
    assert rate.high == pytest.approx(high, rel=0.01)
    none = by_account(Sums("arm", 400, 0, 1600, 0, 0, 100))
    assert (none.low, none.high) == wilson(0, 100)


def test_with_too_little_nobody_can_say_how_long():
    """Nine meetings are too few, and so is nobody at all; it would run half a year."""
    for arm in (alone(100, 9), alone(0, 0)):
        at = pace_of(Past(arm, BEGAN if arm.sums.of else None), BEGAN, BEGAN + 10 * WEEK)
        made = plan(20, at, BEGAN)
        assert (at.likeness, made.weeks, made.length) == (None, None, 26)


def test_it_ends_on_a_monday_and_is_judged_four_weeks_later():
    """So that its last week ripens like any other."""
    tuesday = datetime(2026, 11, 24, 21, 42, tzinfo=UTC)
    assert monday(tuesday) == datetime(2026, 11, 30, tzinfo=UTC)
    assert monday(monday(tuesday)) == monday(tuesday)
    end = monday(tuesday)
    assert window(judged(end), 10).ripe == end
    assert window(judged(end) - timedelta(seconds=1), 10).ripe < end


def test_nothing_is_said_before_the_day_that_was_decided_on():
    """However clear it looks: looked at every morning, chance would have its day."""
    trial = Trial(ONE, alone(200, 100, 200), alone(200, 10))
    early = tried(trial, window(BEGAN + 9 * WEEK, 365))
    assert early.verdict.startswith("too early to tell: decided beforehand: to be judged on 8 June 2026")
    assert early.more_weeks is None
    shown = tried(trial, AFTER)
    assert shown.verdict.startswith("45.0 points more meetings")
    assert (shown.design, shown.between) == ("experiment", "briefing against held out")


def test_a_clear_difference_between_few_accounts_is_none():
    """Two accounts that happened to meet are two throws of a coin, however many prospects they have."""
    few = Arm(Sums("held out", 60, 2, 720, 24, 4, 5), conversed=20)
    assert "too early to tell" in tried(Trial(ONE, alone(200, 100), few), AFTER).verdict


def test_what_was_too_short_says_how_much_longer():
    """In conversations and weeks, at the pace it had."""
    shown = tried(Trial(ONE, alone(40, 4), alone(40, 3)), AFTER)
    assert shown.verdict.startswith("too early to tell: 7 conversations; about ")
    assert shown.more_weeks
    assert shown.more_conversations


def test_no_difference_is_said_where_a_doubling_would_have_shown():
    """Enough of both, and nothing to see."""
    shown = tried(Trial(ONE, alone(1000, 100), alone(1000, 101)), AFTER)
    assert shown.verdict.startswith("no difference that chance would not explain")


def test_an_arm_without_anybody_has_nothing_to_compare():
    """No rate of nothing, no interval."""
    shown = tried(Trial(ONE, alone(10, 4), alone(0, 0)), AFTER)
    assert (shown.difference, shown.low) == (None, None)
    assert "nobody was first called in the group “held out”" in shown.verdict


def test_what_speaks_against_it_is_said():
    """Briefs given all the same, calls without one, and a split the lot would not have made."""
    fair = Trial(ONE, alone(100, 10, 100), alone(100, 10))
    assert doubts(fair) == []
    held, without, split = doubts(replace(fair, briefing=alone(160, 10, 150), held_out=alone(40, 4, 3)))
    assert held == "3 of 40 held-out prospects were briefed all the same"
    assert without == "10 of 160 others were called without a brief"
    assert split.startswith("40 of 200 accounts called were held out, where 50% were drawn")

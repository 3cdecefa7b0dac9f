"""The first message of a digest has at most 150 words, whatever a team did; everything else is in its thread."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.cards import Card, Picture, words
from bot.measuring import Rate
from bot.measuring.comparing import fallen
from bot.measuring.intervals import share
from bot.model import FollowUp, Whom
from bot.store import Owed, Schedule
from handlers.digest.card import digest_card
from handlers.digest.chart import drawn, said
from handlers.digest.gather import Gathered, Step, Uncalled
from handlers.digest.turns import Period

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
DAY = Period((NOW - timedelta(days=1)).date(), (NOW - timedelta(days=1)).date(), ZoneInfo("Europe/Madrid"))
_WHEN = (time(8, 30), "Europe/Madrid", frozenset(range(5)))
PLANNED = Schedule("T1", "C1", "{}", "sales-managers", *_WHEN, week=False, made_by="U1", made_by_name="Maria", due=NOW)

rates = st.integers(0, 10**6).flatmap(lambda of: st.integers(0, of).map(lambda n: share(n, of)))
names = st.text(min_size=1, max_size=200) | st.lists(st.just("name"), min_size=1, max_size=40).map(" ".join)


@st.composite
def teams(draw: st.DrawFn) -> Gathered:
    """Any team's yesterday."""
    steps = tuple(
        Step(name, of, draw(rates), draw(rates))
        for name, of in (("connects", "dials"), ("conversations", "connects"), ("meetings", "conversations"))
    )
    owed = draw(st.lists(st.builds(Owed, names, names, st.integers(1, 10**4), st.just(NOW)), max_size=8))
    uncalled = st.builds(Uncalled, names, names, st.none(), st.just(NOW.date()))
    return Gathered(
        DAY,
        steps[0].now.of or 0,
        steps,
        draw(rates),
        draw(rates),
        fallen([(step.name, step.now, step.before) for step in steps if step.comparable]),
        draw(st.none() | st.tuples(st.integers(0, 23), rates)),
        owed,
        (),
        draw(st.lists(uncalled, max_size=8)),
        (),
        draw(st.integers(0, 10**6)),
    )


@given(teams(), st.booleans(), names)
def test_at_most_150_words(found: Gathered, scheduled: bool, maker: str):  # noqa: FBT001 (a parameter of the test)
    """With the chart's words and the buttons; what has no room there is in the thread."""
    planned = replace(PLANNED, made_by_name=maker) if scheduled else None
    card = digest_card(found, Picture("", said(found.steps, DAY.name)), planned)

    assert len(words(Card("", card.parts)).split()) <= 150
    if not found.dials:
        assert len([part for part in card.parts if "No calls were logged" in words(Card("", (part,)))]) == 1
    if scheduled:
        assert "Turn off" in words(card)


def _found(**slots: Any) -> Gathered:
    steps = (
        Step("connects", "dials", share(12, 60), share(384, 1240)),
        Step("conversations", "connects", share(7, 12), share(250, 384)),
        Step("meetings", "conversations", share(2, 7), share(60, 250)),
    )
    fall = fallen([(step.name, step.now, step.before) for step in steps if step.comparable])
    found = Gathered(DAY, 60, steps, share(40, 200), share(30, 400), fall, (16, Rate(40, 90)), (), (), (), ())
    return replace(found, **slots)


def test_the_step_that_lost_the_most():
    """By how far it is below its own four weeks, in words that say whether chance could do that, and what to try."""
    screen = words(digest_card(_found(), None, None))

    assert "Lost most connects of dials: 20% (12 of 60; 12–32%)" in screen
    assert "in the 4 weeks before 31% (384 of 1,240; 28–34%): chance could do that" in screen
    assert "Dial between 16:00 and 17:00: most connected then: 44% (40 of 90)." in screen


def test_too_little_is_called_too_little():
    """Three dials are compared with nothing."""
    few = tuple(replace(step, now=share(1, 3)) for step in _found().steps)
    screen = words(digest_card(_found(steps=few, dials=3, fall=None), None, None))

    assert "too little data to compare (3 dials against 1,240 before)" in screen


def test_one_is_one():
    """One dial, one meeting: as a person says it."""
    few = tuple(replace(step, now=share(1, 1)) for step in _found().steps)
    screen = words(digest_card(_found(steps=few, dials=1, fall=None), None, None))

    assert "1 dial · 1 connect · 1 conversation · 1 meeting" in screen
    assert "too little data to compare (1 dial against" in screen


def test_how_many_accounts_an_experiment_keeps_out_is_said():
    """How many, never which: in the message, and on a day without calls in its thread."""
    assert "Held out 2 accounts with news, by the experiment" in words(
        Card("", digest_card(_found(held_out=2), None, None).parts)
    )
    assert "Held out: 1 account with news, by" in words(
        Card("", digest_card(_found(dials=0, held_out=1), None, None).more)
    )
    assert "Held out" not in words(digest_card(_found(), None, None))


def test_a_day_with_nothing_is_one_line():
    """And says what is overdue all the same."""
    owed = (Owed("U1", "Dana Cho", 2, NOW), Owed("U2", "Sam Lee", 1, NOW))
    card = digest_card(_found(dials=0, owed=owed), None, None)

    assert words(Card("", card.parts)) == (
        "No calls were logged: Monday 23 November. Overdue follow-ups: 3: Dana Cho 2, Sam Lee 1."
    )


def test_a_promise_in_the_thread_names_its_owner():
    """What can be read by everybody is told whole; the rest by its owner's name and number."""
    whom = Whom("jane doe|acme", "Jane Doe", "Acme")
    late = FollowUp("f1", "T1", "U1", "Dana Cho", "UTC", whom, "send pricing", NOW, named=True, place="", made_at=NOW)
    card = digest_card(_found(owed=(Owed("U1", "Dana Cho", 2, NOW),), overdue=(late,)), None, None)

    assert "Dana Cho: 2, the oldest due 24 Nov" in words(Card("", card.more))
    assert "24 Nov · Dana Cho · send pricing · Jane Doe at Acme" in words(Card("", card.more))


def test_the_chart_is_light_and_says_what_it_shows():
    """Small enough for a Teams card (16,000 bytes as text), with the same numbers in words."""
    picture = drawn(_found().steps, "Monday 23 November")

    assert 2_000 < len(picture.png) < 15_500
    assert "connects 12 of 60, before 384 of 1,240" in picture.alt

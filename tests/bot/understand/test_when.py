"""Every date as people type it, read as they mean it, or asked about."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import UserMistake
from bot.understand import When, WhenProblem, said, split_reminder, when
from tests.bot.understand.later_phrases import ASKED, LATER
from tests.bot.understand.phrases import PHRASES, Phrase

CHICAGO, BERLIN = ZoneInfo("America/Chicago"), ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 10, tzinfo=CHICAGO)  # a Tuesday
ZONES = ["America/Chicago", "Pacific/Apia", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Santiago", "UTC"]
LOCALES = ["en-US", "en-GB", "en", "de-DE", "fr-FR", "es-ES", "ja-JP"]


def read(phrase: Phrase) -> tuple[str, str]:
    """What is read, written as the labels are."""
    try:
        found = when(phrase.text, phrase.clock, ZoneInfo(phrase.zone), phrase.locale)
    except WhenProblem as problem:
        return f"?{problem.kind}", phrase.rest
    return f"{found.at:%Y-%m-%d %H:%M}{'!' * found.named_time}", found.rest


def problem_of(text: str, locale: str = "en-US", now: datetime = NOW) -> WhenProblem:
    """The question that a text leads to."""
    with pytest.raises(WhenProblem) as raised:
        when(text, now, CHICAGO, locale)
    return raised.value


@pytest.mark.parametrize("phrase", PHRASES, ids=str)
def test_a_phrase_means_what_its_label_says(phrase: Phrase):
    """Each phrase gives the labelled moment, or the labelled kind of question; what is left over is given back."""
    assert read(phrase) == (phrase.wanted, phrase.rest)


@pytest.mark.parametrize("phrase", LATER, ids=str)
def test_what_the_rules_were_not_made_for_is_never_silently_wrong(phrase: Phrase):
    """A phrase written after the rules is read right, or asked about."""
    wanted = "?" if phrase.text in ASKED else phrase.wanted
    found, rest = read(phrase)
    assert (found[:1] if wanted == "?" else found, rest) == (wanted, phrase.rest)


def test_one_wish_is_two_moments_for_reps_in_two_zones():
    """`tomorrow 9am` is nine on each rep's own wall."""
    chicago, berlin = when("tomorrow 9am", NOW, CHICAGO), when("tomorrow 9am", NOW, BERLIN)
    assert chicago.at.isoformat() == "2026-11-25T09:00:00-06:00"
    assert berlin.at.isoformat() == "2026-11-25T09:00:00+01:00"


def test_now_may_come_in_any_zone():
    """The clock may tick in UTC; today is still the rep's today."""
    assert when("tomorrow", datetime(2026, 11, 25, 3, tzinfo=UTC), CHICAGO).at.day == 25


def test_nine_stays_nine_when_clocks_change_and_three_hours_stay_three_hours():
    """A wall time is kept over the change; hours are counted as they pass."""
    before = datetime(2027, 3, 13, 12, tzinfo=CHICAGO)
    assert when("tomorrow 9am", before, CHICAGO).at.isoformat() == "2027-03-14T09:00:00-05:00"
    assert when("in 24 hours", before, CHICAGO).at.astimezone(UTC) - before.astimezone(UTC) == timedelta(hours=24)


def test_an_hour_that_comes_twice_is_the_first():
    """In the hour that is set back, the first of the two is meant."""
    found = when("tomorrow 1:30am", datetime(2026, 10, 31, 12, tzinfo=CHICAGO), CHICAGO)
    assert found.at.isoformat() == "2026-11-01T01:30:00-05:00"


def test_a_time_that_does_not_exist_moves_on_and_the_confirmation_shows_it():
    """2:30 in the hour that is skipped becomes 3:30, and says so."""
    found = when("tomorrow 2:30am", datetime(2027, 3, 13, 12, tzinfo=CHICAGO), CHICAGO)
    assert said(found.at, CHICAGO) == "Sunday 14 March 2027, 3:30 am (America/Chicago, CDT)"


def test_the_words_of_the_date_are_given_back():
    """What was the date, and what was not."""
    found = when("snooze until next Monday 9am please", NOW, CHICAGO)
    assert (found.words, found.rest) == ("until next Monday 9am", "snooze please")


def test_the_hour_of_a_bare_day_can_be_chosen():
    """A team that begins at eight is reminded at eight, and may still name another time."""
    assert when("tomorrow", NOW, CHICAGO, default_hour=8).at.hour == 8
    assert when("tomorrow at 11", NOW, CHICAGO, default_hour=8).at.hour == 11


@pytest.mark.parametrize(
    ("text", "locale", "days"),
    [
        ("next Friday", "en-US", ["2026-11-27 09:00", "2026-12-04 09:00"]),
        ("03/04", "en", ["2027-03-04 09:00", "2027-04-03 09:00"]),
        ("03/04 at 2pm", "en", ["2027-03-04 14:00", "2027-04-03 14:00"]),
        ("Tuesday", "en-US", ["2026-11-24 11:00", "2026-12-01 09:00"]),
        ("Friday at midnight", "en-US", ["2026-11-27 00:00", "2026-11-28 00:00"]),
        ("Wednesday or Thursday at noon", "en-US", ["2026-11-25 09:00", "2026-11-26 12:00"]),
        ("after Friday", "en-US", ["2026-11-27 09:00", "2026-11-28 09:00"]),
    ],
)
def test_what_may_be_two_days_is_asked_with_both(text: str, locale: str, days: list[str]):
    """The question of an ambiguous date carries both readings, for two buttons."""
    problem = problem_of(text, locale)
    assert problem.kind == "ambiguous"
    assert [f"{reading.at:%Y-%m-%d %H:%M}" for reading in problem.readings] == days


def test_a_date_that_lately_passed_is_asked_about_with_next_years():
    """20 November, said on the 24th, is rather a slip; next year's is offered."""
    problem = problem_of("November 20 at 3pm")
    assert str(problem).startswith("20 November 2026 has passed; do you mean 2027?")
    assert [f"{reading.at:%Y-%m-%d %H:%M}" for reading in problem.readings] == ["2027-11-20 15:00"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 February", "There is no 31 February; which day do you mean? One example: 28 February"),
        ("tomorrow at 25:00", "There is no 25:00 on the clock; what time do you mean? One example: tomorrow 14:30"),
        ("Friday December 1", "1 December 2026 is a Tuesday; which day do you mean? One example: 1 December"),
        ("tomorrow 1530", "What does “1530” mean here? One example: next Tuesday 9:00"),
        ("soon", "When is that to be? One example: next Tuesday 9:00"),
    ],
)
def test_a_question_says_what_was_wrong_and_gives_an_example(text: str, sentence: str):
    """One sentence that asks, and one example that works."""
    assert str(problem_of(text)) == sentence


def test_the_examples_in_the_questions_work():
    """Whoever types the example is understood."""
    for phrase in PHRASES:
        try:
            when(phrase.text, phrase.clock, ZoneInfo(phrase.zone), phrase.locale)
        except WhenProblem as problem:
            sample = str(problem).rpartition("One example: ")[2]
            assert sample
            assert when(sample, NOW, CHICAGO).at > NOW, sample


def test_what_is_no_line_of_text_is_a_question():
    """Endless and binary text ends in a question, too."""
    assert problem_of("tomorrow " * 100).kind == problem_of("\x00\x01").kind == "nothing"


@pytest.mark.parametrize(
    ("at", "zone", "locale", "sentence"),
    [
        (
            "2026-12-01T15:00+00:00",
            "America/Chicago",
            "en-US",
            "Tuesday 1 December 2026, 9:00 am (America/Chicago, CST)",
        ),
        (
            "2026-12-01T06:05+00:00",
            "America/Chicago",
            "en-US",
            "Tuesday 1 December 2026, 12:05 am (America/Chicago, CST)",
        ),
        ("2026-12-01T18:00+00:00", "America/Chicago", "en", "Tuesday 1 December 2026, 12:00 pm (America/Chicago, CST)"),
        ("2026-12-01T18:00+00:00", "UTC", "en-GB", "Tuesday 1 December 2026, 18:00 (UTC)"),
        ("2026-12-01T15:00+00:00", "Europe/Berlin", "de-DE", "Tuesday 1 December 2026, 16:00 (Europe/Berlin, CET)"),
        (
            "2026-12-01T15:00+00:00",
            "Asia/Kathmandu",
            "en_GB",
            "Tuesday 1 December 2026, 20:45 (Asia/Kathmandu, UTC+05:45)",
        ),
    ],
)
def test_a_moment_is_confirmed_exactly(at: str, zone: str, locale: str, sentence: str):
    """Weekday, date, time and zone, on the clock people there read."""
    assert said(datetime.fromisoformat(at), ZoneInfo(zone), locale) == sentence


@settings(max_examples=150)
@given(
    st.integers(0, 8 * 365 * 24 * 60),
    st.sampled_from(ZONES),
    st.sampled_from(LOCALES),
)
def test_what_is_said_is_understood(minutes: int, name: str, locale: str):
    """A confirmation, typed again, names the same minute; the second of two like hours is read as the first."""
    zone = ZoneInfo(name)
    at = (NOW.astimezone(UTC) + timedelta(days=2, minutes=minutes)).astimezone(zone)
    assert when(said(at, zone, locale), NOW, zone, locale).at == at.replace(fold=0)


WORDS = st.sampled_from(
    "in 3 days next this Friday tomorrow at 9 am 15:30 3/4 31 February 29 12. March until end of month quarter week "
    "after before or every noon midnight eod half hour hours 0 99 2027 Uhr um nächste dans jours mañana Jane Acme : , "
    "to send ( ) - @ 1st 24:00 9.30 2h 999999 today 2011-12-30 1 January pm".split()
)


def moments_of(text: str, now: datetime, zone: ZoneInfo, locale: str) -> tuple[tuple[When, ...], WhenProblem | None]:
    """The moment that was read, or those that are offered, with the question."""
    try:
        return (when(text, now, zone, locale),), None
    except WhenProblem as problem:
        return problem.readings, problem


@settings(max_examples=300)
@given(
    st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=40),
    st.integers(0, 28 * 365 * 24 * 60),
    st.sampled_from(ZONES),
    st.sampled_from(LOCALES),
)
@example("tomorrow", 0, "Pacific/Apia", "en-US")
def test_any_text_is_a_moment_ahead_or_a_question(text: str, minutes: int, name: str, locale: str):
    """Nothing but UserMistake is raised; no moment, given or offered, has passed; doubt offers two moments."""
    zone = ZoneInfo(name)
    now = datetime(2011, 12, 29, 22, tzinfo=UTC) + timedelta(minutes=minutes)
    moments, problem = moments_of(text, now, zone, locale)
    if problem:
        assert "? One example: " in str(problem)
        assert len(moments) == 2 or problem.kind != "ambiguous"
    assert all(it.at.astimezone(UTC) > now.astimezone(UTC) for it in moments)
    try:
        reminder = split_reminder(text, now, zone, locale)
    except UserMistake:
        return
    assert (reminder.when is None) == (reminder.problem is not None)

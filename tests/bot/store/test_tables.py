"""Instants and outside text survive the database, or are made fit for it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from bot.store.tables import Moment, plain

SQLITE = sqlite.dialect()
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(1971, 1, 1), datetime(2199, 1, 1), timezones=ZONES))  # noqa: DTZ001 (the zone is drawn beside it)
def test_an_instant_comes_back_to_the_microsecond(moment: datetime):
    """Whatever zone it came in, the same instant comes back, in UTC."""
    kept = Moment().process_bind_param(moment, SQLITE)
    found = Moment().process_result_value(kept, SQLITE)
    assert found == moment
    assert found
    assert found.tzinfo is UTC


def test_a_time_without_a_zone_is_no_instant():
    """It is refused, not guessed."""
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 11, 24), SQLITE)  # noqa: DTZ001 (that is the point)


@given(st.text(st.characters(codec=None)))
def test_plain_text_is_what_every_database_takes(text: str):
    """Nothing but NUL characters and halves of surrogate pairs is taken away."""
    kept = plain(text)
    kept.encode()
    assert "\0" not in kept
    assert kept == "".join(each for each in text if each != "\0" and not "\ud800" <= each <= "\udfff")

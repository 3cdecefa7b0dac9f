"""What outside JSON is read as, whatever its types."""

from datetime import date

import pytest

from bot.errors import SourceUnavailable
from integrations.lenient import Maybe, Row, epoch_day, listed, rows, utc_day


class Bird(Row):
    name: str
    wings: Maybe[int] = None


def test_a_wrong_type_counts_as_missing():
    """An optional field of another type is None, and a row without what it needs is left out."""
    found = rows(Bird, [{"name": "wren", "wings": "two"}, {"name": 7}, None, {"name": "owl", "wings": 2, "eyes": 2}])
    assert found == [Bird(name="wren"), Bird(name="owl", wings=2)]
    assert rows(Bird, {"name": "wren"}) == []


def test_a_list_is_a_list_or_no_answer():
    """An unknown subject has an empty list; a body of another shape is no answer."""
    assert listed("birds", None, "rows") == []
    assert listed("birds", {"rows": [1]}, "rows") == [1]
    odd: tuple[object, ...] = ([], "rows", {"rows": None}, {})
    for body in odd:
        with pytest.raises(SourceUnavailable, match="birds: unreadable answer"):
            listed("birds", body, "rows")


def test_days_are_those_of_utc():
    """A moment late in the evening in New York is the next day in UTC; without a zone it is taken as UTC."""
    assert utc_day("2026-11-20T19:30:00-05:00") == date(2026, 11, 21)
    assert utc_day("2026-11-20T19:30:00.158Z") == date(2026, 11, 20)
    assert utc_day("2026-11-20") == date(2026, 11, 20)
    assert epoch_day(1795348800) == date(2026, 11, 22)


@pytest.mark.parametrize("text", [None, "", "yesterday", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_implausible_moments_are_no_days(text: str | None):
    """What is no moment, or far from our time, has no day."""
    assert utc_day(text) is None


@pytest.mark.parametrize("seconds", [None, 0, -1, 1e300, float("nan"), float("inf"), 10**400])
def test_implausible_seconds_are_no_days(seconds: float | None):
    """Neither zero, nor numbers beyond any calendar, are a day."""
    assert epoch_day(seconds) is None

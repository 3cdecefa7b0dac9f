"""What a status means, and how Retry-After reads."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.errors import SourceLimited, SourceUnavailable
from bot.research.verdict import LONGEST, UNSAID, judge, seconds_to_wait, trouble
from bot.research.wire import Raw

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("0", 0),
        ("Tue, 24 Nov 2026 15:00:45 GMT", 45),
        ("Tue, 24 Nov 2026 14:00:00 GMT", 0),
        ("Tue, 24 Nov 2026 16:01:00 +0100", 60),
        ("Tue, 24 Nov 2026 15:01:00", 60),
        ("Wed, 24 Nov 2032 15:00:00 GMT", LONGEST),
        ("9" * 400, LONGEST),
        ("9" * 5000, LONGEST),
        ("-5", UNSAID),
        ("soon", UNSAID),
        ("nan", UNSAID),
        ("", UNSAID),
        (None, UNSAID),
    ],
)
def test_retry_after_reads(header: str | None, seconds: float) -> None:
    """Seconds or a date; neither means half a minute, and nothing means more than a day."""
    assert seconds_to_wait(header, NOW) == seconds


@given(st.text())
def test_retry_after_is_always_some_time(header: str) -> None:
    """Whatever the header says, the wait is between nothing and a day."""
    assert 0 <= seconds_to_wait(header, NOW) <= LONGEST


def test_used_up_credits_come_back_tomorrow() -> None:
    """A 402 is a limit until midnight."""
    error = trouble("test", Raw(URL("http://x/"), 402, {}, b""), NOW)
    assert isinstance(error, SourceLimited)
    assert error.retry_after == timedelta(hours=9).total_seconds()


@given(st.integers(100, 999), st.binary(max_size=80), st.dictionaries(st.just("Retry-After"), st.text()))
def test_every_status_has_a_verdict(status: int, body: bytes, headers: dict[str, str]) -> None:
    """Any status is an answer to keep or one of the three errors, and nothing else."""
    try:
        kept = judge("test", Raw(URL("http://x/"), status, headers, body), "", NOW)
    except SourceUnavailable:
        return
    assert kept.status in {200, 404}

"""What is asked of `digest`, in people's words."""

from datetime import time

import pytest

from bot.errors import UserMistake
from handlers.digest.wish import EVERY_DAY, MONDAY, WEEKDAYS, Wish, wish

NAMED = {"sales": "C1"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Wish()),
        ("week", Wish(week=True)),
        ("at 08:30 weekdays in #sales-managers", Wish(at=time(8, 30), channel="sales-managers")),
        ("at 9 every weekday", Wish(at=time(9))),
        ("week at 9am Mondays", Wish(week=True, at=time(9), weekdays=MONDAY)),
        ("weekly at 9:00", Wish(week=True, at=time(9), weekdays=MONDAY)),
        (
            "on Mondays and Thursdays at half past 8 in #x",
            Wish(at=time(8, 30), weekdays=frozenset({0, 3}), channel="x"),
        ),
        ("tuesday to thursday 7:45", Wish(at=time(7, 45), weekdays=frozenset({1, 2, 3}))),
        ("at 8:30am mon-fri here", Wish(at=time(8, 30))),
        ("at noon daily in sales", Wish(at=time(12), weekdays=EVERY_DAY, channel="sales")),
        ("at 8 in the morning on weekdays", Wish(at=time(8))),
        ("off", Wish(off=True)),
        ("turn off in #x", Wish(off=True, channel="x")),
    ],
)
def test_it_is_understood(words: str, expected: Wish):
    """Times, days and channels, in any order."""
    assert wish(words, NAMED) == expected
    assert expected.week or expected.off or expected.weekdays != MONDAY or not WEEKDAYS


@pytest.mark.parametrize("words", ["purple", "at 25:00", "weekdays", "in #sales", "Jane Doe at Acme", "at 9 on Purple"])
def test_a_mistake_gets_an_example(words: str):
    """What is no time is said in one sentence, with one that works."""
    with pytest.raises(UserMistake, match=r"For example: /warmup digest at 08:30 weekdays in #sales-managers"):
        wish(words, NAMED)

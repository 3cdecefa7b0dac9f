"""The manager's morning: what yesterday's prospecting came to."""

from datetime import timedelta

import pytest

from bot.cards import Picture, words
from bot.model import CallOutcome, Touch, Whom
from tests import examples
from tests.stories.conftest import Desk

pytestmark = pytest.mark.slow
YESTERDAY = examples.NOW - timedelta(days=1)
MANAGERS = {"sales-managers": "C-managers"}


async def called(desk: Desk, outcomes: str, days: float = 1, warmth: int | None = 2) -> None:
    """Dials so many days ago, one for each letter: n no answer, t talked, m meeting, h hung up."""
    kinds = {"n": CallOutcome.NO_ANSWER, "t": CallOutcome.TALKED, "m": CallOutcome.MEETING, "h": CallOutcome.HUNG_UP}
    at = examples.NOW - timedelta(days=days)
    touches = [
        Touch(f"{days}-{n}", "T1", Whom(f"p{days}-{n}|acme", None, "Acme"), "U1", "Dana Cho", at, "call", kinds[letter])
        for n, letter in enumerate(outcomes)
    ]
    await desk.app.services.store.touches.load("T1", [(one, one.id) for one in touches])
    del warmth


async def test_what_yesterday_came_to(desk: Desk) -> None:
    """Calls, connects, conversations and meetings, each with its n and interval, and a chart that says the same."""
    await called(desk, "nnnnnnnntm" * 2)
    await called(desk, "nnnnnttthm" * 10, days=8)

    screen = await desk.types("digest")

    assert "Prospecting, Monday 23 November" in screen
    assert "20 dials · 4 connects · 4 conversations · 2 meetings" in screen
    assert "connects: 4 of 20: 20 %" in screen
    assert "against 50 of 100: 50 %" in screen
    assert "Chart, Monday 23 November: connects 4 of 20, before 50 of 100" in screen
    [shown] = desk.messenger.shown.values()
    first = [part for part in shown.card.parts if isinstance(part, Picture)]
    assert [bool(picture.png) for picture in first] == [True]


async def test_on_schedule_in_a_channel(desk: Desk) -> None:
    """It comes by itself, in the channel that was named, at that time on the wall; Turn off ends it."""
    screen = await desk.types("digest at 08:30 weekdays in #sales-managers", named=MANAGERS)
    assert "weekdays at 08:30 (America/New_York)" in screen
    await called(desk, "nnt", days=0.1)

    screen = await desk.waits(timedelta(hours=15, minutes=48))
    digests = [one for one in desk.messenger.shown.values() if "Prospecting" in words(one.card)]
    assert [one.place.channel for one in digests] == ["C-managers"], screen
    assert "3 dials" in screen

    await desk.presses("Turn off")
    assert "turned the digest in #sales-managers off" in desk.screen
    before = len(desk.messenger.shown)
    await desk.waits(timedelta(days=1))
    assert len(desk.messenger.shown) == before

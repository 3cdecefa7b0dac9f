"""What each step yields: with its n and its interval, too little called too little, and never a person ranked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import CallOutcome, Touch, Whom
from tests import examples
from tests.stories.conftest import Desk


async def past(desk: Desk, number: int, days: int, *outcomes: CallOutcome, **slots: object) -> None:
    """So many prospects called that long ago, a day between their calls."""
    touches: list[tuple[Touch, str]] = []
    for prospect in range(number):
        whom = Whom(f"p{prospect}-{days}|acme", f"P{prospect}", "Acme")
        for step, outcome in enumerate(outcomes):
            at = examples.NOW - timedelta(days=days - step)
            touch = Touch(f"{days}-{prospect}-{step}", "T1", whom, "U9", "Zoe Quill", at, "call", outcome)
            touches.append((replace(touch, **slots), touch.id))  # pyright: ignore[reportArgumentType] slots of a Touch
    await desk.app.services.store.touches.load("T1", touches)


async def test_yield_shows_every_step_with_its_n_and_interval(desk: Desk) -> None:
    """Each step of those who came to the one before; what nobody records is said to be so."""
    await past(desk, 60, 70, CallOutcome.NO_ANSWER, CallOutcome.TALKED)
    await past(desk, 40, 60, CallOutcome.MEETING)
    screen = await desk.types("yield")

    assert "connected 100 of 100: 100.0% (96.3–100.0)" in screen
    assert "meeting 40 of 100: 40.0% (30.9–49.8)" in screen
    assert "won not recorded" in screen
    assert "too early to tell" in screen


async def test_too_little_is_called_too_little(desk: Desk) -> None:
    """Three calls make no rate, and an empty log no error."""
    assert "Too early to tell" in await desk.types("yield")
    await past(desk, 3, 70, CallOutcome.MEETING)
    assert "3 of 3: too little to tell" in await desk.types("yield 90 days")


async def test_nobody_is_ranked(desk: Desk) -> None:
    """The card has steps, hours and keys; no rep's name."""
    await past(desk, 60, 70, CallOutcome.TALKED, CallOutcome.MEETING)
    screen = await desk.types("yield 3 months")
    assert "Yield of the last 90 days" in screen
    assert "Zoe" not in screen


async def test_the_step_that_fell_is_said_in_words(desk: Desk) -> None:
    """Against the team's own quarter before."""
    await past(desk, 100, 170, CallOutcome.TALKED, CallOutcome.MEETING)
    await past(desk, 60, 60, CallOutcome.TALKED)
    await past(desk, 40, 61, CallOutcome.MEETING)
    screen = await desk.types("yield year")
    assert (
        "Conversation → meeting fell most against the quarter before: 40.0% of 100, the quarter before 100.0%" in screen
    )


@pytest.mark.parametrize("words", ["yield", "yield 90 days", "yield 90", "yield 12 weeks", "yield last quarter"])
async def test_a_span_is_said_in_many_ways(desk: Desk, words: str) -> None:
    """Days, weeks, months, quarters, years; ninety days when nothing is said."""
    assert "Yield of the last" in await desk.types(words)


@pytest.mark.parametrize("words", ["yield soon", "yield 0 days", "yield 999999 years"])
async def test_what_is_no_span_gets_a_sentence_with_an_example(desk: Desk, words: str) -> None:
    """Seen only by the person who typed it."""
    assert await desk.types(words) == ""
    assert "/warmup yield 90 days" in desk.messenger.whispers[-1]

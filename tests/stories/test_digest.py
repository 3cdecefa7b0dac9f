"""The manager's morning: what yesterday's prospecting came to."""

from datetime import timedelta

import pytest

from bot.cards import Picture, words
from bot.chat import Audience, Place, PlaceKind, written
from bot.model import CallOutcome, Touch, Whom
from bot.model.intel import Intel, IntelKind
from tests import examples
from tests.stories.conftest import Desk

pytestmark = pytest.mark.slow
YESTERDAY = examples.NOW - timedelta(days=1)
MANAGERS = {"sales-managers": "C-managers"}


async def called(desk: Desk, outcomes: str, days: float = 1) -> None:
    """Dials so many days ago, one for each letter: n no answer, t talked, m meeting, h hung up."""
    kinds = {"n": CallOutcome.NO_ANSWER, "t": CallOutcome.TALKED, "m": CallOutcome.MEETING, "h": CallOutcome.HUNG_UP}
    at = examples.NOW - timedelta(days=days)
    touches = [
        Touch(
            f"{days}-{n}",
            "T1",
            Whom(f"p{days}-{n}|globex", None, "Globex"),
            "U1",
            "Dana Cho",
            at,
            "call",
            kinds[letter],
        )
        for n, letter in enumerate(outcomes)
    ]
    await desk.app.services.store.touches.load("T1", [(one, one.id) for one in touches])


def newest(desk: Desk) -> str:
    """The newest digest on the screen."""
    return [said for one in desk.messenger.shown.values() if "Prospecting" in (said := words(one.card))][-1]


async def test_what_yesterday_came_to(desk: Desk) -> None:
    """Calls, connects, conversations and meetings, each with its n and interval, and a chart that says the same."""
    await called(desk, "nnnnnnnntm" * 2)
    await called(desk, "nnnnnttthm" * 10, days=8)

    screen = await desk.types("digest")

    assert "Prospecting, Monday 23 November" in screen
    assert "20 dials · 4 connects · 4 conversations · 2 meetings" in screen
    assert "connects of dials: 20% (4 of 20; " in screen
    assert "in the 4 weeks before 50% (50 of 100; " in screen
    assert "Chart, Monday 23 November: connects 4 of 20, before 50 of 100" in screen
    [shown] = desk.messenger.shown.values()
    first = [part for part in shown.card.parts if isinstance(part, Picture)]
    assert [bool(picture.png) for picture in first] == [True]


async def test_news_nobody_has_called_about(desk: Desk) -> None:
    """A fresh public event of an account somebody was briefed on stands there until somebody calls."""
    await desk.types("Jane Doe at Acme")
    await called(desk, "n")
    screen = await desk.types("digest")
    assert "Not called Acme: opened its Reno plant on 12 November 2026" in screen

    jane = Whom("jane doe|acme", "Jane Doe", "Acme")
    touch = Touch("x", "T1", jane, "U1", "Dana Cho", examples.NOW, "call", CallOutcome.NO_ANSWER)
    await desk.app.services.store.touches.load("T1", [(touch, "x")])
    await desk.types("digest")
    assert "Not called" not in newest(desk)


async def test_what_was_said_in_private_stays_there(desk: Desk) -> None:
    """Overdue promises have owners; what they promised is told only where everybody could read it, and so is intel."""
    direct = Place("desk", "T1", "direct:U1", PlaceKind.DIRECT)
    await desk.types("remind Jane Doe at Acme in 1 hour to send pricing")
    await desk.types("remind Ravi at Acme in 1 hour to keep the secret merger quiet", place=direct)
    store = desk.app.services.store
    for number, (said, private, place) in enumerate(
        (
            ("they froze hiring", False, Place("desk", "T1", "C-sales", PlaceKind.CHANNEL)),
            ("the founder is leaving", True, Place("desk", "T1", "C-board", PlaceKind.PRIVATE)),
            ("the office moves", False, Place("desk", "T1", "C-was-public", PlaceKind.PRIVATE)),
        )
    ):
        whom, at = Whom("|acme", None, "Acme"), examples.NOW
        one = Intel(f"i{number}", "T1", whom, IntelKind.NOTE, said, "U2", "Sam", at, "U2", at, written(place), private)
        await store.intel.save(one, f"i{number}")
    desk.clock.forward(timedelta(hours=30))
    await called(desk, "n", days=0.2)

    await desk.types("digest")
    digest = newest(desk)

    assert "Dana Cho: 2" in digest
    assert "send pricing" in digest
    assert "secret merger" not in digest
    assert "they froze hiring" in digest
    assert "founder" not in digest
    assert "office" not in digest


async def test_a_named_channel_nobody_knows(desk: Desk) -> None:
    """One sentence to who typed it; nothing is planned."""
    await desk.types("digest at 08:30 in #nowhere")
    assert "I do not know a channel #nowhere from here" in desk.messenger.whispers[-1]
    assert await desk.app.services.store.jobs.next_at() is None


async def test_strangers_read_nothing(desk: Desk) -> None:
    """Where a guest is in the channel a digest goes to who asked, by direct message."""
    desk.messenger.audiences["C-sales"] = Audience.STRANGERS
    await called(desk, "nt")
    await desk.types("digest")
    assert [one.place.channel for one in desk.messenger.shown.values()] == ["direct:U1"]


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

"""A digest comes once, at its time on the wall: over every bend of a clock, a restart, and a channel that is gone."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.cards import words
from bot.chat import Audience, Place, PlaceKind, written
from bot.errors import Refused
from bot.store import Schedule
from handlers.digest import next_turn
from tests.stories.conftest import Desk, DeskMaker

pytestmark = pytest.mark.slow
EVERY_DAY = frozenset(range(7))
BENDS = {  # a zone, and the day on which its clock is changed
    "America/New_York": date(2026, 11, 1),
    "Europe/Berlin": date(2026, 10, 25),
    "Europe/London": date(2027, 3, 28),
    "Australia/Lord_Howe": date(2026, 10, 4),
    "America/Santiago": date(2026, 9, 6),
    "Africa/Casablanca": date(2027, 2, 7),
}


def morning(day: date, zone: str, at: time = time(8, 30)) -> datetime:
    """When the wall there shows this."""
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


async def plan(desk: Desk, zone: str, **slots: Any) -> Schedule:
    """A digest at 08:30 in C-managers, from the moment on the desk's clock."""
    channel = slots.pop("channel", "C-managers")
    place = written(Place("desk", "T1", channel, PlaceKind.CHANNEL))
    asked: dict[str, Any] = {"at": time(8, 30), "zone": zone, "weekdays": EVERY_DAY, "week": False} | slots
    new = Schedule("T1", channel, place, "sales-managers", made_by="U1", made_by_name="Maria Ruiz", **asked)
    now = desk.clock()
    due = next_turn(new, now, desk.app.services.settings.warmup_region)
    return await desk.app.services.store.digests.plan(new, due, now)


def digests(desk: Desk) -> list[str]:
    """What was posted, in order."""
    return [words(one.card) for one in desk.messenger.shown.values() if "No calls were logged" in words(one.card)]


def shown_in(desk: Desk) -> Counter[str]:
    """How many digests each channel has got."""
    return Counter(one.place.channel for one in desk.messenger.shown.values() if "logged" in words(one.card))


async def at(desk: Desk, moment: datetime) -> int:
    """Let it be that moment, and what is due be done; how many digests have come by then."""
    await desk.waits(moment - desk.clock())
    return len(digests(desk))


@pytest.mark.parametrize("zone", BENDS)
async def test_once_a_day_over_a_change_of_the_clock(sit: DeskMaker, zone: str) -> None:
    """On the day before, the day itself and the day after: not at 08:28, once at 08:30, and not again."""
    desk, bend = await sit(), BENDS[zone]
    desk.clock.moment = morning(bend - timedelta(days=1), zone, time(0, 30))
    await plan(desk, zone)
    for number, day in enumerate((bend - timedelta(days=1), bend, bend + timedelta(days=1))):
        assert await at(desk, morning(day, zone, time(8, 28))) == number
        assert await at(desk, morning(day, zone)) == number + 1
        assert await at(desk, morning(day, zone, time(12))) == number + 1
    assert f"No calls were logged: {bend:%A} {bend.day} {bend:%B}" in digests(desk)[-1]


@pytest.mark.parametrize("seconds", [-1, 1])
async def test_restarted_around_the_moment_it_comes_once(sit: DeskMaker, seconds: int) -> None:
    """A process ends at 08:29:59, or at 08:30:01; another begins two seconds later."""
    zone, day = "Europe/Madrid", date(2026, 11, 25)
    before = await sit()
    before.clock.moment = morning(day, zone, time(8, 20))
    await plan(before, zone)
    before.clock.moment = morning(day, zone) + timedelta(seconds=seconds)
    before.app.scheduler.wake()
    await asyncio.sleep(0.3)
    await before.app.scheduler.stop(timedelta(seconds=1))

    after = await sit()
    after.clock.moment = morning(day, zone) + timedelta(seconds=seconds + 2)
    assert len(digests(before)) + await at(after, morning(day, zone, time(9))) == 1
    assert await at(after, morning(day + timedelta(days=1), zone)) + len(digests(before)) == 2


async def test_six_zones_over_one_autumn(sit: DeskMaker) -> None:
    """Six channels, one scheduler, ten days in which four clocks are changed: each once a day, at 08:30 there."""
    zones = ("Europe/Berlin", "Europe/London", "America/New_York", "America/Havana", "Asia/Beirut", "Asia/Kolkata")
    desk, days = await sit(), [date(2026, 10, 24) + timedelta(days=number) for number in range(10)]
    desk.clock.moment = datetime(2026, 10, 24, tzinfo=UTC)
    for zone in zones:
        await plan(desk, zone, channel=zone)
    expected: Counter[str] = Counter()
    for moment, zone in sorted((morning(day, zone), zone) for day in days for zone in zones):
        if moment > desk.clock():  # two of them share this moment on some days
            await at(desk, moment - timedelta(minutes=2))
            assert shown_in(desk) == expected
        await at(desk, moment)
        expected[zone] += 1
        assert shown_in(desk)[zone] == expected[zone]
    assert set(shown_in(desk).values()) == {len(days)}


async def test_killed_between_the_post_and_the_plan(sit: DeskMaker) -> None:
    """Posted, and the process dies before the next turn is written: found there, not posted again, and planned."""
    zone, day = "Europe/Madrid", date(2026, 11, 25)
    before = await sit()
    before.clock.moment = morning(day, zone, time(8, 20))
    await plan(before, zone)

    def killed(*_: object) -> datetime:
        raise asyncio.CancelledError

    before.app.due = replace(before.app.due, next_turn=killed)
    before.clock.moment = morning(day, zone)
    before.app.scheduler.wake()
    await asyncio.sleep(0.5)
    assert len(digests(before)) == 1
    await before.app.scheduler.stop(timedelta(0))

    after = await sit(messengers={"desk": before.messenger})
    after.clock.moment = morning(day, zone) + timedelta(minutes=1)
    assert await at(after, morning(day, zone, time(12))) == 0
    assert len(digests(before)) == 1
    await at(after, morning(day + timedelta(days=1), zone))
    assert len(digests(before)) == 2


async def test_away_for_days_it_comes_once(sit: DeskMaker) -> None:
    """What was missed while nobody worked is not made up for: one digest, then the next at its time."""
    desk, zone = await sit(), "Europe/Madrid"
    desk.clock.moment = morning(date(2026, 11, 20), zone, time(8))
    await plan(desk, zone)
    assert await at(desk, morning(date(2026, 11, 23), zone, time(11))) == 1
    assert await at(desk, morning(date(2026, 11, 24), zone, time(8, 31))) == 2


async def test_a_channel_that_is_gone(sit: DeskMaker) -> None:
    """Nobody can write there any more: it goes to who asked for it; and the next turn is planned."""
    desk, zone = await sit(), "Europe/Madrid"
    desk.clock.moment = morning(date(2026, 11, 24), zone, time(8))
    await plan(desk, zone)
    desk.messenger.trouble.append((Refused("is_archived"), False))
    assert await at(desk, morning(date(2026, 11, 24), zone, time(8, 31))) == 1
    [shown] = desk.messenger.shown.values()
    assert shown.place.channel == "direct:U1"
    assert "#sales-managers" in words(shown.card)

    desk.messenger.trouble += [(Refused("is_archived"), False), (Refused("person_not_reachable"), False)]
    assert await at(desk, morning(date(2026, 11, 25), zone, time(8, 31))) == 1
    assert len(await desk.app.services.store.jobs.dead("T1")) == 1
    assert await at(desk, morning(date(2026, 11, 26), zone, time(8, 31))) == 2


async def test_strangers_do_not_read_it(sit: DeskMaker) -> None:
    """Where guests or another company are in the channel it goes to who asked for it, by direct message."""
    desk, zone = await sit(), "Europe/Madrid"
    desk.clock.moment = morning(date(2026, 11, 24), zone, time(8))
    await plan(desk, zone)
    desk.messenger.audiences["C-managers"] = Audience.STRANGERS
    assert await at(desk, morning(date(2026, 11, 24), zone, time(8, 31))) == 1
    assert [one.place.channel for one in desk.messenger.shown.values()] == ["direct:U1"]


async def test_planned_anew_it_comes_at_the_new_time_only(sit: DeskMaker) -> None:
    """One schedule for each channel: the later wish takes the place of the earlier one."""
    desk, zone = await sit(), "Europe/Madrid"
    desk.clock.moment = morning(date(2026, 11, 24), zone, time(7))
    await plan(desk, zone)
    await plan(desk, zone, at=time(9, 15))
    assert await at(desk, morning(date(2026, 11, 24), zone, time(9))) == 0
    assert await at(desk, morning(date(2026, 11, 24), zone, time(9, 16))) == 1

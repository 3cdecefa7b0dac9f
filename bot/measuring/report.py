"""A yield: every rate of a team in a window, made from the database's counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.measuring.comparing import WARM, Calibration, Difference, Fall, calibrate, compare, fallen
from bot.measuring.intervals import Rate, clustered, share
from bot.store import Cohort, Tallies, Window

STEPS = ("dialled", "connected", "conversation", "meeting", "opportunity", "won")
UNRECORDED = ("opportunity", "won")  # no touch says so, and no CRM is asked yet
RIPEN = timedelta(days=28)  # our choice: most meetings that come of a first touch are booked within four weeks
QUARTER = timedelta(weeks=13)
WEEK = timedelta(weeks=1)
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)  # nobody has called before; keeps "100000 days" a date


@dataclass(frozen=True, slots=True)
class Report:
    """What each step yields. `by_dial` has the values of each covariate with meetings per dial."""

    window: Window
    now: datetime
    by_prospect: Sequence[tuple[str, Rate]]
    by_dial: Sequence[tuple[str, Sequence[tuple[str | int | bool, Rate]]]]
    differences: Sequence[Difference]
    fell: Fall | None
    fell_said: str
    calibration: Calibration
    ripening: int  # prospects of the window whose cohort has not ripened: in none of the rates by prospect


def window(now: datetime, days: int, ripen: timedelta = RIPEN) -> Window:
    """The last so many days. Weeks begin on Monday 00:00 UTC; one is ripe once `ripen` has passed since its end."""
    since = EARLIEST if timedelta(days) > now - EARLIEST else now - timedelta(days)
    moment = (now - ripen).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    ripe = moment - timedelta(days=moment.weekday())
    return Window(since, ripe, ripe - QUARTER, ripe - 2 * QUARTER)


def measure(tallies: Tallies, asked: Window, now: datetime, tried: Difference | None = None) -> Report:
    """Every rate, with its n and its interval; `tried` is what the team's experiment shows."""
    mine = [each for each in tallies.cohorts if each.asked]
    ripe = [each for each in mine if each.ripe]
    quarters = [[each for each in tallies.cohorts if each.ripe and each.quarter == number] for number in (2, 1)]
    now_steps, before_steps = map(steps, quarters)
    pairs = [(name, rate, before) for (name, rate), (_, before) in zip(now_steps, before_steps, strict=True)]
    fell = fallen(pairs)
    return Report(
        asked,
        now,
        steps(ripe),
        [
            ("attempt", [(each.value, clustered(each)) for each in tallies.attempt]),
            ("earlier_conversation", [(each.value, clustered(each)) for each in tallies.earlier]),
            ("hour", [(each.value, clustered(each)) for each in tallies.hour]),
            ("trigger", [(each.value, clustered(each)) for each in tallies.trigger]),
            ("key", [(each.value, clustered(each)) for each in tallies.key]),
        ],
        [*_differences(ripe, asked), *([tried] if tried else [])],
        fell,
        _said(fell, pairs),
        calibrate(ripe),
        sum(each.touched for each in mine if not each.ripe),
    )


def steps(cohorts: Sequence[Cohort]) -> list[tuple[str, Rate]]:
    """Each step's share of the step before it; the first is of all who were touched in any way."""
    counts = [
        sum(each.touched for each in cohorts),
        sum(each.dialled for each in cohorts),
        sum(each.connected for each in cohorts),
        sum(each.conversed for each in cohorts),
        sum(each.met for each in cohorts),
    ]
    known = [(name, share(n, of)) for name, of, n in zip(STEPS, counts, counts[1:], strict=False)]
    return [*known, *((name, Rate(None, None)) for name in UNRECORDED)]


def _differences(ripe: Sequence[Cohort], asked: Window) -> list[Difference]:
    """Only prospects of whom it is known how warm they were at the first dial: imported calls were before our time."""
    known = [each for each in ripe if each.warmth is not None]
    began = max(asked.since, min((each.first for each in known), default=asked.ripe))
    weeks = max((asked.ripe - began) / WEEK, 1.0)
    warm, cold = _split(known, [(each.warmth or 0) >= WARM for each in known])
    briefed, unbriefed = _split(known, [each.briefed for each in known])
    return [
        compare("warm against cold", warm, cold, weeks),
        compare("briefed against unbriefed", briefed, unbriefed, weeks),
    ]


def _split(cohorts: Sequence[Cohort], which: Sequence[bool]) -> tuple[list[Cohort], list[Cohort]]:
    pairs = list(zip(cohorts, which, strict=True))
    return [each for each, yes in pairs if yes], [each for each, yes in pairs if not yes]


def _said(fell: Fall | None, pairs: Sequence[tuple[str, Rate, Rate]]) -> str:
    """The step that fell most, in words a manager uses."""
    if not any(now.of and before.of for _, now, before in pairs):
        return "Nothing to compare with yet: two quarters have to have ripened."
    if fell is None:
        return "No step fell against the quarter before."
    before = ("touched", *STEPS)[STEPS.index(fell.step)]
    change = f"{fell.now.rate or 0:.1%} of {fell.now.of:,}, the quarter before {fell.before.rate or 0:.1%}"
    told = f"{before} → {fell.step} fell most against the quarter before: {change} of {fell.before.of:,}"
    interval = f"{fell.difference * 100:+.1f} points, {fell.low * 100:+.1f} to {fell.high * 100:+.1f}"
    doubt = "" if fell.high < 0 else "; chance alone could do that"
    return f"{told[:1].upper()}{told[1:]} ({interval}){doubt}."

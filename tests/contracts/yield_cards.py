"""Yields as cards: full, empty, and with a trigger's name as hostile as can be."""

from datetime import UTC, datetime

from bot.cards import Card
from bot.measuring import measure, window
from bot.store import Cohort, Sums, Tallies
from handlers.yields import yield_card

NOW = datetime(2026, 11, 24, 21, 42, tzinfo=UTC)


def yield_cards(hostile: str) -> dict[str, Card]:
    """Every kind of yield card."""
    asked = window(NOW, 365)
    made = {"full": _tallies("opening"), "hostile": _tallies(hostile), "empty": Tallies([], [], [], [], [], [])}
    return {f"yield, {name}": yield_card(measure(tallies, asked, NOW), 365) for name, tallies in made.items()}


def _tallies(trigger: str) -> Tallies:
    cohorts = [_cohort(quarter, warmth) for quarter in (0, 1, 2) for warmth in range(4)]
    several = [_sums(value) for value in range(8, 20)]
    keys = [_sums(key) for key in ("who", "why_now", "way_in")]
    return Tallies(cohorts, several, [_sums(False), _sums(True)], several, [_sums(trigger), _sums("funding")], keys)  # noqa: FBT003 (values)


def _cohort(quarter: int, warmth: int) -> Cohort:
    met = 30 + 5 * warmth - 8 * quarter
    briefed = warmth > 1
    return Cohort(
        asked=True,
        ripe=True,
        quarter=quarter,
        warmth=warmth,
        briefed=briefed,
        touched=400,
        dialled=390,
        connected=120,
        conversed=80,
        met=met,
        first=datetime(2026, 2, 2, tzinfo=UTC),
    )


def _sums(value: str | int | bool) -> Sums:  # noqa: FBT001 (the value of a covariate, no switch)
    return Sums(value, of=400, n=31, of_of=1800, of_n=140, n_n=33, prospects=130)

"""Differences and what may be said of them: more or less than chance explains, or too early to tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt
from statistics import NormalDist

from bot.measuring.intervals import Rate, Z, newcombe, share
from bot.store import Cohort

POWER = NormalDist().inv_cdf(0.8)  # a true doubling is to be seen four times in five
FEWEST = 10  # meetings in both groups together, below which no difference is called one
WARM = 2  # turned keys
OBSERVED = "an observation, not an experiment"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two groups of prospects side by side: the share of each that came to a meeting."""

    between: str  # "warm against cold"
    a: Rate
    b: Rate
    difference: float | None  # a − b
    low: float | None
    high: float | None
    verdict: str
    conversations: int
    more_conversations: int | None = None  # until a doubling would show; None: it would by now, or nobody can say
    more_weeks: int | None = None
    design: str = "observation"  # or "experiment"
    is_one: bool = False  # whether it may be called a difference

    @property
    def caveat(self) -> str:
        """What has to be said beside a number that comes of it."""
        return "an experiment" if self.design == "experiment" else OBSERVED


@dataclass(frozen=True, slots=True)
class Fall:
    """How a step of the newest ripe quarter compares with the quarter before."""

    step: str
    now: Rate
    before: Rate
    difference: float  # now − before
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The share of meetings by how many keys were turned at the first dial."""

    levels: Sequence[tuple[int, Rate]]
    monotone: bool | None  # None: fewer than two levels have anybody
    verdict: str


def compare(between: str, a: Sequence[Cohort], b: Sequence[Cohort], weeks: float) -> Difference:
    """Group `a` against group `b`, gathered in so many weeks; the verdict as docs/yield.md words it."""
    first, second = _met(a), _met(b)
    (n_a, of_a), (n_b, of_b) = _pair(first), _pair(second)
    talks = sum(each.conversed for each in (*a, *b))
    if not of_a or not of_b:
        name = between.split(" against ")[0 if not of_a else 1]
        said = f"too early to tell: no {name} prospect has ripened yet"
        return Difference(between, first, second, None, None, None, said, talks)
    low, high = newcombe((n_a, of_a), (n_b, of_b))
    difference = n_a / of_a - n_b / of_b
    if (low > 0 or high < 0) and n_a + n_b >= FEWEST:
        said = f"{points(difference, low, high)}; {OBSERVED}"
        return Difference(between, first, second, difference, low, high, said, talks, is_one=True)
    factor = missing((n_a + n_b) / (of_a + of_b), of_a, of_b)
    if factor <= 1:
        said = f"no difference that chance would not explain; a doubling would probably have shown; {OBSERVED}"
        return Difference(between, first, second, difference, low, high, said, talks)
    more_weeks, more_talks = ceil(weeks * (factor - 1)), ceil(talks * (factor - 1))
    said = f"too early to tell: {counted(talks, 'conversation')}; {pace(more_talks, more_weeks)}"
    return Difference(between, first, second, difference, low, high, said, talks, more_talks or None, more_weeks)


def points(difference: float, low: float, high: float) -> str:
    """A difference in words a manager uses."""
    more = "more" if difference > 0 else "fewer"
    return f"{abs(difference) * 100:.1f} points {more} meetings ({low * 100:+.1f} to {high * 100:+.1f})"


def missing(rate: float, of_a: float, of_b: float) -> float:
    """How many times as many prospects a doubling needs to show, at this overall rate and split of the groups.

    The rate is at least one meeting more than none.
    """
    return needed(rate or 1 / (of_a + of_b)) * (1 / of_a + 1 / of_b) / 2


def needed(rate: float) -> float:
    """Of how many prospects each of two groups must be for a doubling to show at this overall rate.

    The usual sum for two shares (5 % two-sided, 80 % power), a doubling being two thirds against four thirds of it.
    """
    low, high = rate * 2 / 3, min(rate * 4 / 3, (1 + rate) / 2)
    spread = Z * sqrt(2 * rate * (1 - rate)) + POWER * sqrt(low * (1 - low) + high * (1 - high))
    return (spread / (high - low)) ** 2


def pace(talks: int, weeks: int) -> str:
    """How much longer it takes."""
    told = f"about {counted(weeks, 'week')} more at your pace"
    return f"{told} ({counted(talks, 'conversation')} more) would show a doubling" if talks else told


def counted(number: int, what: str) -> str:
    """A number of things, one or several."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def fallen(steps: Sequence[tuple[str, Rate, Rate]]) -> Fall | None:
    """The step (name, now, before) that fell most beyond its own noise; None when none fell or none can be compared."""
    falls = [fall for name, now, before in steps if (fall := _fall(name, now, before)) and fall.difference < 0]
    return min(falls, key=lambda fall: fall.difference / (fall.high - fall.low), default=None)


def _fall(name: str, now: Rate, before: Rate) -> Fall | None:
    if not now.of or not before.of or now.n is None or before.n is None:
        return None
    low, high = newcombe((now.n, now.of), (before.n, before.of))
    return Fall(name, now, before, now.n / now.of - before.n / before.of, low, high)


def calibrate(cohorts: Sequence[Cohort]) -> Calibration:
    """Whether warmer prospects came to a meeting more often, level by level."""
    levels = [(level, _met([each for each in cohorts if each.warmth == level])) for level in range(4)]
    there = [(level, rate) for level, rate in levels if rate.of]
    if len(there) < 2:  # noqa: PLR2004 (one level has nothing to rise from)
        return Calibration(levels, None, "too early to tell: fewer than two levels of warmth have anybody")
    breaks = [(low, high) for (low, under), (high, over) in pairwise(there) if (under.rate or 0) > (over.rate or 0)]
    if not breaks:
        return Calibration(levels, monotone=True, verdict="monotone: each level met at least as often as the one below")
    said = ", ".join(f"{high} keys below {low}" for low, high in breaks)
    clear = any(newcombe(_pair(dict(levels)[high]), _pair(dict(levels)[low]))[1] < 0 for low, high in breaks)
    chance = "more than chance explains" if clear else "which chance alone could do"
    return Calibration(levels, monotone=False, verdict=f"not monotone: {said}, {chance}")


def _met(group: Sequence[Cohort]) -> Rate:
    return share(sum(each.met for each in group), sum(each.dialled for each in group))


def _pair(rate: Rate) -> tuple[int, int]:
    return rate.n or 0, rate.of or 0

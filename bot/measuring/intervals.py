"""95 % intervals: of a share (Wilson), of two shares' difference (Newcombe), of a share clustered by prospect."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from bot.store import Sums

Z = NormalDist().inv_cdf(0.975)  # 1.95996: two-sided 95 %
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rate:
    """`n` of `of`, with its 95 % interval; all None where nobody records it, no interval where `of` is 0."""

    n: int | None
    of: int | None
    low: float | None = None
    high: float | None = None

    @property
    def rate(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.n / self.of if self.n is not None and self.of else None


def share(n: int, of: int) -> Rate:
    """`n` of `of` prospects, each counted once."""
    return Rate(n, of, *wilson(n, of)) if of else Rate(n, of)


def wilson(n: float, of: float) -> Interval:
    """Wilson's score interval (1927), without continuity correction; `of` is more than 0."""
    rate, spread = n / of, Z * Z / of
    middle = (rate + spread / 2) / (1 + spread)
    reach = Z * sqrt(rate * (1 - rate) / of + spread / (4 * of)) / (1 + spread)
    return (0.0 if n == 0 else middle - reach, 1.0 if n == of else middle + reach)


def newcombe(a: tuple[int, int], b: tuple[int, int]) -> Interval:
    """The difference of two independent shares (n, of): Newcombe (1998), method 10, from both Wilson intervals."""
    return apart((a[0] / a[1], *wilson(*a)), (b[0] / b[1], *wilson(*b)))


def apart(a: tuple[float, float, float], b: tuple[float, float, float]) -> Interval:
    """The difference of two independent rates (rate, low, high), from the interval of each."""
    (rate_a, low_a, high_a), (rate_b, low_b, high_b) = a, b
    down = sqrt((rate_a - low_a) ** 2 + (high_b - rate_b) ** 2)
    up = sqrt((high_a - rate_a) ** 2 + (rate_b - low_b) ** 2)
    return rate_a - rate_b - down, rate_a - rate_b + up


def clustered(sums: Sums) -> Rate:
    """Meetings per dial, as a ratio of two sums over prospects: calls to one prospect resemble each other.

    Linearised (Taylor): the variance of n/of is that of the prospects' residuals, meetings − rate × dials. Where the
    prospects do not differ (no meeting at all, or one prospect), Wilson's with the prospects as its n stands in: zero
    width would be a lie.
    """
    rate, prospects, residuals = sums.n / sums.of, sums.prospects, _residuals(sums)
    if prospects < 2 or sums.n in {0, sums.of} or residuals <= 0:  # noqa: PLR2004 (one prospect has no variance)
        return Rate(sums.n, sums.of, *_by_prospects(rate, prospects))
    error = Z * sqrt(residuals * prospects / (prospects - 1)) / sums.of
    return Rate(sums.n, sums.of, max(0.0, rate - error), min(1.0, rate + error))


def by_account(sums: Sums) -> Rate:
    """Meetings per prospect, added up over accounts: Wilson's, of as many prospects as these are worth."""
    worth = 1 / likeness(sums) if sums.of else 1.0
    return Rate(sums.n, sums.of, *wilson(sums.n * worth, sums.of * worth)) if sums.of else Rate(sums.n, sums.of)


def likeness(sums: Sums) -> float:
    """How many times as wide prospects of one account make the variance of a rate: linearised, by independent; ≥ 1.

    Where the accounts do not differ (no meeting at all, or one account), each counts as one prospect.
    """
    rate, accounts, residuals = sums.n / sums.of, sums.prospects, _residuals(sums)
    if accounts < 2 or sums.n in {0, sums.of} or residuals <= 0:  # noqa: PLR2004 (one account has no variance)
        return sums.of / accounts
    return max(1.0, residuals * accounts / (accounts - 1) / (sums.of * rate * (1 - rate)))


def _residuals(sums: Sums) -> float:
    """The sum over clusters of the squares of meetings − rate × members."""
    rate = sums.n / sums.of
    return sums.n_n - 2 * rate * sums.of_n + rate * rate * sums.of_of


def _by_prospects(rate: float, prospects: int) -> Interval:
    low, high = wilson(round(rate * prospects), prospects)
    return min(low, rate), max(high, rate)

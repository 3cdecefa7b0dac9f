"""Intervals are the reference library's, and never claim more than there is to know."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.measuring.intervals import clustered, newcombe, wilson
from bot.store import Sums

# proportion_confint(n, of, method="wilson") and confint_proportions_2indep(…, method="newcomb", compare="diff") of
# statsmodels 0.15.0, digit by digit.
WILSON = [
    (0, 1, 0.0, 0.7934506856227627),
    (1, 1, 0.2065493143772374, 1.0),
    (0, 17, 0.0, 0.18431813500885186),
    (3, 17, 0.061911266376209945, 0.4102945856883413),
    (1, 2, 0.09453120573423068, 0.9054687942657693),
    (14, 60, 0.1443956173664283, 0.35436270377601964),
    (56, 1000, 0.043374813385441996, 0.07202334814973096),
    (999, 1000, 0.9943574414020421, 0.9998234536293739),
    (4640, 41188, 0.10963682892558459, 0.11574375931788371),
    (1, 41188, 4.285837731055577e-06, 0.0001375252251837648),
    (41187, 41188, 0.9998624747748162, 0.9999957141622688),
    (500000, 1000000, 0.4990200198900048, 0.5009799801099952),
    (7, 7, 0.6456695649333125, 0.9999999999999999),
]
NEWCOMBE = [
    ((56, 70, 48, 80), 0.05243147240236498, 0.33387265403690614),
    ((9, 10, 3, 10), 0.1705227239345029, 0.809017973535488),
    ((10, 10, 0, 20), 0.6790860371419145, 1.0),
    ((5, 56, 0, 29), -0.038137147903536936, 0.19256001385511165),
    ((120, 1000, 80, 1100), 0.0220814125447384, 0.07296885821161975),
    ((0, 12, 0, 9), -0.29914504841954415, 0.24249400665524096),
    ((7, 7, 7, 7), -0.3543304350666875, 0.3543304350666875),
]


@pytest.mark.parametrize(("n", "of", "low", "high"), WILSON)
def test_wilson_is_the_reference_librarys(n: int, of: int, low: float, high: float):
    """To 1e-12, at the edges too."""
    assert wilson(n, of) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(("counts", "low", "high"), NEWCOMBE)
def test_newcombe_is_the_reference_librarys(counts: tuple[int, int, int, int], low: float, high: float):
    """To 1e-12."""
    n_a, of_a, n_b, of_b = counts
    assert newcombe((n_a, of_a), (n_b, of_b)) == pytest.approx((low, high), abs=1e-12)


@given(st.integers(1, 2_000_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_a_share_lies_within_its_interval(counts: tuple[int, int]):
    """Between 0 and 1, the share inside, and more of the same makes it narrower."""
    n, of = counts
    low, high = wilson(n, of)
    assert 0 <= low <= n / of <= high <= 1 + 1e-15
    more = wilson(n * 4, of * 4)
    assert more[1] - more[0] < high - low


def _sums(pairs: list[tuple[int, int]]) -> Sums:
    """Of each prospect: meetings of dials."""
    there = [(n, of) for n, of in pairs if of]
    n, of = sum(n for n, _ in there), sum(of for _, of in there)
    squares = sum(of * of for _, of in there), sum(of * n for n, of in there), sum(n * n for n, _ in there)
    return Sums("value", of, n, *squares, len(there))


def test_calls_that_resemble_each_other_tell_less():
    """The same dials in clumps have a wider interval than one by one."""
    alone = clustered(_sums([(1, 1)] * 40 + [(0, 1)] * 160))
    clumped = clustered(_sums([(5, 5)] * 8 + [(0, 5)] * 32))
    assert alone.rate == clumped.rate == 0.2
    assert alone.low is not None
    assert clumped.low is not None
    assert 0.2 - clumped.low > 2 * (0.2 - alone.low)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_clustered_is_a_bootstraps_within_its_noise(seed: int):
    """Prospects of unlike size and luck, drawn 1,000 times: the same ends, to a tenth of the width."""
    chance = random.Random(seed)  # noqa: S311 (the same draws every time)
    pairs: list[tuple[int, int]] = []
    for _ in range(600):
        size, luck = chance.randrange(1, 9), chance.choice((0.02, 0.3))
        pairs.append((sum(chance.random() < luck for _ in range(size)), size))
    rate = clustered(_sums(pairs))
    draws = [chance.choices(pairs, k=len(pairs)) for _ in range(1000)]
    drawn = sorted(sum(n for n, _ in draw) / sum(of for _, of in draw) for draw in draws)
    assert (rate.low, rate.high) == pytest.approx((drawn[24], drawn[974]), abs=0.1 * (drawn[974] - drawn[24]))


@given(st.lists(st.integers(0, 9).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), min_size=1))
def test_any_clusters_have_an_honest_interval(pairs: list[tuple[int, int]]):
    """Within 0 and 1, around the rate, and wider than nothing even where no meeting was ever booked."""
    if not sum(of for _, of in pairs):
        return
    rate = clustered(_sums(pairs))
    assert rate.low is not None
    assert rate.high is not None
    assert rate.rate is not None
    assert 0 <= rate.low <= rate.rate + 1e-12
    assert rate.rate - 1e-12 <= rate.high <= 1 + 1e-12
    assert rate.high > rate.low

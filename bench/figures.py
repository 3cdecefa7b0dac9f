"""Medians, spreads and ratios of one run, as a table."""

from collections.abc import Mapping, Sequence
from statistics import median

MICRO = 0.000_001


def shown(values: Sequence[float], unit: str = "") -> str:
    """The median, and in brackets the lowest and the highest."""
    low, middle, high = (_short(value) for value in (min(values), median(values), max(values)))
    return f"{middle}{unit} ({low}–{high})"


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Round by round: what ran side by side is compared, so that a slow minute of the machine harms both."""
    return [one / other for one, other in zip(ours, theirs, strict=True)]


def verdict(name: str, values: Sequence[float], aim: float, *, at_least: bool = True, unit: str = "") -> str:
    """One line: the median against its aim."""
    reached = median(values) >= aim if at_least else median(values) <= aim
    sign = "≥" if at_least else "≤"
    return f"{name}: {shown(values, unit)}, aim {sign} {aim:g}{unit}: {'reached' if reached else 'MISSED'}"


def table(heads: Sequence[str], rows: Mapping[str, Sequence[str]]) -> str:
    """A Markdown table; the first column names the rows."""
    lines = [heads, ["---"] * len(heads), *([name, *cells] for name, cells in rows.items())]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _short(value: float) -> str:
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"

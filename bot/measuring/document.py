"""A yield for programs: as JSON and as lines of a table, in the shape docs/yield.md promises."""

from collections.abc import Mapping, Sequence

from bot.measuring.comparing import Difference
from bot.measuring.intervals import Rate
from bot.measuring.report import UNRECORDED, Report

COLUMNS = (
    *("part", "by", "value", "n", "of", "rate", "low", "high"),
    *("rate_a", "of_a", "rate_b", "of_b", "difference", "verdict", "design"),
)


def document(report: Report) -> Mapping[str, object]:
    """The documented object."""
    asked, fell = report.window, report.fell
    return {
        "as_of": report.now.isoformat(),
        "since": asked.since.isoformat(),
        "ripe_until": asked.ripe.isoformat(),
        "ripening": report.ripening,
        "by_prospect": [{"step": name, **rate_document(rate)} for name, rate in report.by_prospect],
        "by_dial": {
            name: [{"value": value, **rate_document(rate)} for value, rate in values] for name, values in report.by_dial
        },
        "differences": [_difference(each) for each in report.differences],
        "fell": fell and {"step": fell.step, "difference": fell.difference, "low": fell.low, "high": fell.high},
        "fell_said": report.fell_said,
        "calibration": {
            "levels": [{"warmth": level, **rate_document(rate)} for level, rate in report.calibration.levels],
            "monotone": report.calibration.monotone,
            "verdict": report.calibration.verdict,
        },
        "notes": [f"{name} is not recorded: no touch says so, and no CRM is asked for it" for name in UNRECORDED],
    }


def lines(report: Report) -> Sequence[Sequence[object]]:
    """A header, and one line for each rate and each difference; what does not apply is empty."""
    by_prospect = [("by_prospect", "step", name, *rate_document(rate).values()) for name, rate in report.by_prospect]
    by_dial = [
        ("by_dial", name, str(value).lower() if isinstance(value, bool) else value, *rate_document(rate).values())
        for name, values in report.by_dial
        for value, rate in values
    ]
    compared = [("differences", "between", *_compared(each)) for each in report.differences]
    width = len(COLUMNS)
    return [COLUMNS, *((*line, *[None] * (width - len(line))) for line in (*by_prospect, *by_dial)), *compared]


def _compared(each: Difference) -> tuple[object, ...]:
    told = _difference(each)
    sides = (told[name] for name in ("rate_a", "of_a", "rate_b", "of_b", "difference", "verdict", "design"))
    return (each.between, None, None, None, each.low, each.high, *sides)


def rate_document(rate: Rate) -> dict[str, float | int | None]:
    """A rate with its n, what it is of, and its interval."""
    return {"n": rate.n, "of": rate.of, "rate": rate.rate, "low": rate.low, "high": rate.high}


def _difference(each: Difference) -> dict[str, object]:
    return {
        "between": each.between,
        "rate_a": each.a.rate,
        "of_a": each.a.of,
        "rate_b": each.b.rate,
        "of_b": each.b.of,
        "difference": each.difference,
        "low": each.low,
        "high": each.high,
        "verdict": each.verdict,
        "conversations": each.conversations,
        "more_conversations": each.more_conversations,
        "more_weeks": each.more_weeks,
        "design": each.design,
    }

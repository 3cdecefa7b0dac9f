"""Which words are an amount, whoever writes them and whatever separates."""

from decimal import Decimal

import pytest

from bot.understand import amount


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("12", "12"),
        ("12,5", "12.5"),
        (" 12.50 ", "12.5"),
        ("1.234,50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1 234,50", "1234.5"),
        ("1\u202f234,50", "1234.5"),
        ("1'234.50", "1234.5"),
        ("1.234", "1234"),
        ("1,234,567.89", "1234567.89"),
        ("0,5", "0.5"),
        ("١٢٫٥", "12.5"),
        ("१२", "12"),
        ("１２", "12"),
    ],
)
def test_an_amount_is_read_as_people_write_it(said: str, meant: str) -> None:
    """Decimal commas and points, groups of thousands, and the digits of other scripts."""
    assert amount(said) == Decimal(meant)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "-5",
        "−5",
        "1e9",
        "NaN",
        "inf",
        "0.500",
        "1,23,456",
        "12,345.678",
        "1.2.3",
        "1,234,56",
        "²",
        "twelve",
        "9" * 99,
    ],
)
def test_what_is_no_amount_is_none(said: str) -> None:
    """Nothing is guessed: not a sign, not a power, not a group of the wrong length."""
    assert amount(said) is None

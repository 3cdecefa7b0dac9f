"""From words to an amount: "1.234,50" and "1,234.50" are the same number, in the digits of any script."""

import re
import unicodedata
from decimal import Decimal

LONGEST = 40  # characters
_NUMBER = re.compile(
    r"(?P<whole>[0-9]{1,20}|[1-9][0-9]{0,2}(?:(?P<groups>[.,' ])[0-9]{3})(?:(?P=groups)[0-9]{3}){0,6})"
    r"(?:(?P<point>[.,])(?P<decimals>[0-9]{1,2}))?"
)
_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u202f]+(?=\d)")


def amount(words: str) -> Decimal | None:
    """A number of at most two decimals, not negative; None where the words are no such number.

    One separator before exactly three digits groups thousands ("1.234"): no amount of money has three decimals.
    """
    found = _NUMBER.fullmatch(_SPACES.sub(" ", _plain(words)))
    if found is None or (found["point"] and found["point"] == found["groups"]):
        return None
    return Decimal(f"{re.sub(r'[^0-9]', '', found['whole'])}.{found['decimals'] or 0}")


def _plain(words: str) -> str:
    """Digits and separators of any script as ours."""
    there = "".join(str(unicodedata.decimal(sign, sign)) for sign in words.strip()[: LONGEST + 1])
    return there.translate(_SIGNS)


_SIGNS = {ord(sign): ours for signs, ours in (("٬，", ","), ("٫．", "."), ("’`´", "'")) for sign in signs}

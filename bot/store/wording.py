"""Which words a search looks for: those that were said, and those that are used for one another."""

import re

from bot.store.tables import plain

WORDS = re.compile(r"\w{2,}", re.UNICODE)
MOST = 20  # words of one search

ALIKE = (
    "freeze froze frozen stop stopped halt pause paused",
    "hiring hire hires recruiting recruitment headcount",
    "cyber security infosec",
    "layoffs layoff fired redundancies",
    "budget budgets money spend",
    "buy buying purchase procurement",
)
"""Words that people use for one another; each finds the others."""

SMALL = frozenset(
    "about an and any anything are at by did do does for from has have heard how in is it of on or tell the their there"
    " they to was we what when who why with you".split()
)
"""Words that stand in every note and tell nothing."""


def searched(words: str, without: str = "") -> list[str]:
    """What is searched for: each word once, and those it is used for; but none of `without`."""
    left = SMALL | set(_said(without))
    asked = [term for term in _said(words) if term not in left][:MOST]
    alike = [other for group in map(str.split, ALIKE) if set(group) & set(asked) for other in group]
    return list(dict.fromkeys([*asked, *alike]))


def names(words: str, company: str | None) -> bool:
    """Whether the words name this company, all of its name."""
    called = set(_said(company or ""))
    return bool(called) and called <= set(_said(words))


def _said(words: str) -> list[str]:
    return [term.casefold() for term in WORDS.findall(plain(words))]

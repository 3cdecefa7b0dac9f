"""Words so common in company names that one of them alone means nobody in particular."""

GENERIC = frozenset(
    """
    first american united global new national china blue golden bank international universal energy pioneer green
    southern liberty alpha applied digital central northern western eastern pacific atlantic eagle advanced general
    great gold red innovative community capital crown citizens north south east west world federal standard royal
    premier summit star sun silver black white big best next one open direct smart group holdings partners solutions
    systems services technologies technology consulting industries enterprises media health healthcare financial
    insurance investment investments trust fund ventures resources foods power water air sea land home life care data
    net web tech labs studio design digital creative integrated consolidated associated allied continental universal
    """.split()
)
"""Most stand first in the names of six or more SEC filers; the rest are what companies call their kind."""


def is_generic(key: str) -> bool:
    """Whether a name, made comparable by `company_key`, is a single common word (or nothing)."""
    return not key or key in GENERIC

"""Which addresses from outside data a fact may carry."""

from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

from bot.understand import registrable

LONGEST = 2_000  # writer.md 4.4


def web_address(url: object, base: str = "") -> str | None:
    """An absolute http or https address without user part, blanks and controls; None for anything else."""
    if not isinstance(url, str) or not url or len(url) > LONGEST:
        return None
    try:
        whole = urljoin(base, url.strip())
        parts = urlsplit(whole)
        host, user = parts.hostname, parts.username
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or user is not None or len(whole) > LONGEST:
        return None
    return whole if whole.isprintable() and not set(whole) & set(' <>"\\^`{|}') else None


def own_link(url: object, domains: Collection[str | None], base: str = "") -> str | None:
    """The address when its registrable domain is one of `domains`; None otherwise."""
    whole = web_address(url, base)
    return whole if whole and registrable(whole) in {domain for domain in domains if domain} else None

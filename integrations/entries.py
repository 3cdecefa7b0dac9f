"""Reads the bytes of a feed into its entries, and a page into the feeds it declares."""

import html
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import struct_time
from typing import cast

import feedparser

from bot.model.outside import canonical, plain_html
from bot.services import Page
from bot.understand import registrable
from integrations.links import own_link, web_address

HEAD = 300_000  # bytes of a page in which its feeds are looked for
LARGEST = 600_000  # bytes of a feed; a longer one is cut, which feedparser can read (the worst bytes take 3 s)
MOST = 200  # entries of one feed
LINK = re.compile(r"<link\b([^<>]{1,1000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml"})
NEWSY = re.compile(r"news|press|blog|announce", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One announcement. `day` is None when the feed gives no date that can be read."""

    title: str
    link: str
    day: date | None
    summary: str


def feed_links(page: Page, own: str) -> list[str]:
    """The feeds a page declares: own ones first, news before others, those of comments never."""
    found: dict[str, tuple[bool, bool]] = {}
    for tag in LINK.findall(page.body[:HEAD].decode("utf-8", "replace")):
        about = {name.lower(): html.unescape(a or b or c) for name, a, b, c in ATTRIBUTE.findall(tag)}
        if "alternate" not in about.get("rel", "").lower().split() or about.get("type", "").lower() not in FEED_TYPES:
            continue
        address, said = web_address(about.get("href"), page.url), about.get("title", "")
        if address and "comment" not in (address + said).lower():
            found.setdefault(address, (registrable(address) != own, not NEWSY.search(address + said)))
    return sorted(found, key=lambda address: found[address])


@lru_cache(maxsize=32)  # each brief of a company asks for its feed, and reading it costs a fifth of the brief
def read_feed(page: Page, own: str) -> tuple[Entry, ...] | None:
    """A feed's entries, in its order; None when the bytes are no feed. Blocks: call it off the loop."""
    headers = {"content-type": page.content_type} if page.content_type else {}
    # bytes as they are would be taken for the name of a file to open, if there is such a file
    body = io.BytesIO(page.body[:LARGEST])
    try:
        parsed = cast(
            "Mapping[str, object]",
            feedparser.parse(body, response_headers=headers, sanitize_html=False, resolve_relative_uris=False),  # pyright: ignore[reportUnknownMemberType]  it has no types
        )
        entries = cast("Sequence[Mapping[str, object]]", parsed.get("entries") or [])
        if not entries and not parsed.get("version"):
            return None
        site = cast("Mapping[str, object]", parsed.get("feed") or {})
        fallback = own_link(site.get("link"), (own,), page.url) or page.url
        return tuple(_entry(entry, own, page.url, fallback) for entry in entries[:MOST])
    except Exception:  # noqa: BLE001  whatever the library trips over, these bytes are no feed
        return None


def _entry(entry: Mapping[str, object], own: str, base: str, fallback: str) -> Entry:
    return Entry(
        title=canonical(plain_html(_text(entry.get("title"))[:2_000])),
        link=own_link(entry.get("link"), (own,), base) or fallback,
        day=_day(entry),
        summary=canonical(plain_html(_text(entry.get("summary"))[:4_000]), 200),
    )


def _day(entry: Mapping[str, object]) -> date | None:
    """When it was published, else last updated, in UTC; never today for want of a date."""
    for name in ("published_parsed", "updated_parsed"):
        moment = entry[name] if name in entry else None  # noqa: SIM401  its `get` warns of a renaming of its own
        if isinstance(moment, struct_time):
            try:
                return date(*moment[:3])
            except ValueError:
                continue
    return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""

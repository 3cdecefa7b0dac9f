"""Which feeds a page declares, and how odd feeds are read."""

from datetime import date

import pytest

from bot.services import Page
from integrations.entries import feed_links, read_feed

OWN = "kestrel.io"


def declared(html: str) -> list[str]:
    """The feeds this page declares."""
    return feed_links(Page("https://www.kestrel.io/en/", html.encode()), OWN)


def test_links_are_read_in_any_spelling():
    """Case, quotes, order of attributes, entities and relative addresses make no difference."""
    assert declared("<LINK HREF='/a?x=1&amp;y=2' TYPE=application/atom+xml REL='home Alternate'>") == [
        "https://www.kestrel.io/a?x=1&y=2"
    ]
    assert declared('<link\nrel="alternate"\ntype="application/rss+xml"\nhref="feed.xml"/>') == [
        "https://www.kestrel.io/en/feed.xml"
    ]


def test_own_news_comes_before_other_feeds():
    """A news feed on the own domain is first, one elsewhere last, and comments are left out."""
    link = '<link rel="alternate" type="application/rss+xml" href="{}" title="{}">'
    page = "".join(
        link.format(*it)
        for it in (
            ("https://elsewhere.test/news", "News"),
            ("/jobs.xml", "Jobs"),
            ("/comments/feed", "Kestrel"),
            ("/x.xml", "Comments"),
            ("/n.xml", "Press releases"),
        )
    )
    assert declared(page) == [
        "https://www.kestrel.io/n.xml",
        "https://www.kestrel.io/jobs.xml",
        "https://elsewhere.test/news",
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<link rel="stylesheet" type="application/rss+xml" href="/a">',
        '<link rel="alternate" type="text/html" href="/a">',
        '<link rel="alternate" type="application/rss+xml">',
        '<link rel="alternate" type="application/rss+xml" href="ftp://kestrel.io/a">',
        '<link rel="alternate" type="application/rss+xml" href="http://me:pw@kestrel.io/a">',
        '<link rel="alternate" type="application/rss+xml" href="http://[bad/a">',
        "<link " * 50_000,
    ],
)
def test_what_is_no_feed_is_not_followed(html: str):
    """Other links, addresses of other kinds and broken pages declare nothing."""
    assert declared(html) == []


@pytest.mark.parametrize("body", [b"", b"<html><body>Hello</body></html>", b"{}", b"\x00\xff" * 50, b"<" * 10_000])
def test_what_is_no_feed_has_no_entries(body: bytes):
    """A page, JSON or noise is no feed."""
    assert not read_feed(Page("https://kestrel.io/feed", body, "text/html"), OWN)


def test_a_broken_feed_is_read_as_far_as_it_goes():
    """A feed that is cut off, or not well-formed, still gives the entries before the break."""
    body = b"<rss version='2.0'><channel><item><title>One & two</title><pubDate>2026-11-20</pubDate></item><item><tit"
    [first, *_] = read_feed(Page("https://kestrel.io/feed", body), OWN) or []
    assert (first.title, first.day) == ("One & two", date(2026, 11, 20))


def test_entities_of_ones_own_are_not_expanded():
    """Neither a bomb of nested entities nor a file named in one becomes text."""
    bomb = (
        b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
        + b"".join(b"<!ENTITY %c '%s'>" % (n, b"&%c;" % (n - 1) * 10) for n in range(ord("b"), ord("k")))
        + b"<!ENTITY x SYSTEM 'file://localhost/etc/hosts'>]><rss version='2.0'><channel><item><title>t &j; &x;</title>"
        + b"<pubDate>Thu, 99 Foo 2026</pubDate></item></channel></rss>"
    )
    [entry] = read_feed(Page("https://kestrel.io/feed", bomb), OWN) or []
    assert len(entry.title) < 20
    assert "localhost" not in entry.title
    assert entry.day is None

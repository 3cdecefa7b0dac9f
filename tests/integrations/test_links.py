"""Which outside addresses a fact may carry."""

import pytest

from integrations.links import own_link, web_address


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://acme.io/a",
        "https://me:pw@acme.io/",
        "https://me@acme.io/",
        "https:///nowhere",
        "https://acme.io/a b",
        "https://acme.io/\u202egpj",
        "https://acme.io/<script>",
        "http://[acme.io/",
        "https://acme.io/" + "x" * 2_000,
        "",
        None,
        7,
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: object):
    """Other schemes, users, blanks, hidden characters, markup, broken and endless addresses are none."""
    assert web_address(url) is None


def test_a_relative_address_is_completed():
    """An address is read from where it stood."""
    assert web_address("../feed", "https://acme.io/news/today/") == "https://acme.io/news/feed"
    assert web_address("//cdn.acme.io/x", "https://acme.io/") == "https://cdn.acme.io/x"
    assert web_address("/feed") is None


def test_an_own_link_is_on_a_domain_that_is_meant():
    """Subdomains count, look-alikes do not, and an unknown domain (None) matches nothing."""
    assert own_link("https://news.acme.co.uk/1", ("acme.co.uk", None)) == "https://news.acme.co.uk/1"
    assert own_link("https://acme.co.uk.evil.test/1", ("acme.co.uk", None)) is None
    assert own_link("https://10.0.0.1/", (None,)) is None

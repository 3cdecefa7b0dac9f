"""Names made comparable: companies, persons, domains, and what Slack makes of a line."""

import time

import pytest

from bot.understand import (
    company_key,
    given_name,
    is_free_mail,
    is_reserved,
    person_key,
    registrable,
    same_person,
    slack_plain,
)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Acme, Inc.", "acme"),
        ("AT&T INC.", "at&t"),
        ("Samsung Electronics Co., Ltd.", "samsung electronics"),
        ("ADVISORS INC /DE/", "advisors"),
        ("TOYOTA MOTOR CORP/", "toyota motor"),
        ("Johnson & Johnson", "johnson & johnson"),
        ("J.P. Morgan", "jp morgan"),
        ("Nestlé S.A.", "nestle"),
        ("Inc Research", "inc research"),
        ("Limited Brands", "limited brands"),
        ("ООО «Ромашка»", "ромашка"),
        ("株式会社トヨタ", "トヨタ"),
        ("トヨタ自動車株式会社", "トヨタ自動車"),
        ("3M Co", "3m"),
        ("Inc.", "inc"),
        ("", ""),
    ],
)
def test_company_names_are_compared_without_their_form(name: str, key: str) -> None:
    """The legal form goes, the name stays, and never nothing is left of a name."""
    assert company_key(name) == key


def test_ten_thousand_companies_take_a_moment() -> None:
    """A team's whole book is read in at the start of a process."""
    started = time.perf_counter()
    for i in range(10_000):
        company_key(f"Acme Robotics {i} Holdings Co., Ltd.")

    assert time.perf_counter() - started < 3


@pytest.mark.parametrize(
    "name", ["Jane Doe", "DOE, Jane", "Dr. Jane Doe, PhD", "jane  doe", "Jane Doe Jr.", 'Jane "JD" Doe']
)
def test_person_names_are_compared_plain(name: str) -> None:
    """Case, order by comma, titles, suffixes and nicknames do not matter."""
    assert person_key(name) == "jane doe"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jane Doe", "Jane A. Doe", True),
        ("José García", "Jose Garcia", True),
        ("DOE, Jane", "Jane Doe", True),
        ("Jane A. Doe", "Jane B. Doe", False),
        ("Jane Doe", "Jan Doe", False),
        ("Jane Doe", "Doe", False),
        ("", "", False),
    ],
)
def test_the_same_person(one: str, other: str, *, same: bool) -> None:
    """A missing middle initial is forgiven, another letter is not."""
    assert same_person(one, other) is same


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Jane Doe", "Jane"),
        ("JANE DOE", "Jane"),
        ("DOE, Jane", "Jane"),
        ("Dr. Jane A. van der Berg Jr.", "Jane"),
        ("Jean-Luc Picard", "Jean-Luc"),
        ("Нина Иванова", "Нина"),
        ("Nguyễn Văn An", None),
        ("Nguyen Van An", None),
        ("Wang Wei", None),
        ("Nagy Péter", None),
        ("김민준", None),
        ("田中花子", None),
        ("J. R. R. Tolkien", None),
        ("Jane", None),
        ("", None),
    ],
)
def test_somebody_is_addressed_only_by_a_name_that_is_safely_theirs(name: str, given: str | None) -> None:
    """Where the given name is not safely known there is none."""
    assert given_name(name) == given


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("sub.acme.co.uk", "acme.co.uk"),
        ("https://www.ACME.com:8080/about?x=1", "acme.com"),
        ("user@mail.acme.de", "acme.de"),
        ("shop.acme.example", "acme.example"),
        ("localhost", None),
        ("10.0.0.1", None),
        ("no domain", None),
        ("", None),
    ],
)
def test_the_domain_somebody_owns(address: str, domain: str | None) -> None:
    """From any address the part that was registered."""
    assert registrable(address) == domain


def test_some_domains_name_no_company() -> None:
    """Free mail says nothing about a company, and reserved domains are made up."""
    assert is_free_mail("gmail.com")
    assert is_free_mail("yahoo.co.jp")
    assert not is_free_mail("acme.com")
    assert is_reserved("acme.example")
    assert is_reserved("mail.example.com")
    assert not is_reserved("example-acme.com")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<mailto:a@b.com|a@b.com>", "a@b.com"),
        ("<https://acme.com|acme.com>", "acme.com"),
        ("<https://acme.com/a|our site>", "our site https://acme.com/a"),
        ("<https://acme.com>", "https://acme.com"),
        ("hi <@U123>", "hi "),
        ("<@U123|jane>", "@jane"),
        ("<#C1|sales>", "#sales"),
        ("<!here> AT&amp;T &lt;b&gt;", "@here AT&T <b>"),
    ],
)
def test_slack_markup_is_undone(text: str, plain: str) -> None:
    """A line reads as its author saw it."""
    assert slack_plain(text) == plain

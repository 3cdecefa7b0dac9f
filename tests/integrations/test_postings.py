"""Which hiring is worth telling: dates, departments, leadership roles."""

from datetime import date, timedelta

import pytest

from bot.model import Day, Fact, Kind, Origin, Quantity, Role, Source, Topic
from integrations.postings import Board, Posting, hiring_facts, is_leadership, posting
from tests.doubles.played_sites import NOON

TODAY = NOON.date()
PAGE = "https://jobs.test/kestrel"
BOARD = Board("company:kestrel.io", Source("lever", "Lever job board", PAGE, NOON, Origin.OWN), 0.9)


def roles(number: int, days_ago: int, department: str = "Finance", title: str = "Clerk") -> list[Posting]:
    """Some roles of one department, first published so many days ago."""
    opened = TODAY - timedelta(days=days_ago)
    return [Posting(f"{title} {n}", department, opened, f"{PAGE}/{department}-{days_ago}-{n}") for n in range(number)]


def events(postings: list[Posting]) -> list[Fact]:
    """The facts of kind event that these make."""
    return [fact for fact in hiring_facts(postings, BOARD) if fact.kind is Kind.EVENT]


def test_many_roles_in_a_department_are_news():
    """Three or more roles of one department in 30 days are one event, dated by the newest of them."""
    [fact] = events([*roles(2, 25), *roles(2, 4), *roles(1, 45)])
    assert fact.amount == Quantity(4, "roles")
    assert fact.others == {Role.DEPARTMENT: "Finance"}
    assert fact.happened == fact.published == Day(TODAY - timedelta(days=4))
    assert (fact.topic, fact.dated, fact.weight) == (Topic.HIRING, "published", 0.7)
    assert (fact.value, fact.source.url) == ({"days": 30}, PAGE)


def test_a_single_role_is_background():
    """One ordinary role is told by its title, with its own link, and never as news."""
    [fact] = events(roles(1, 3))
    assert fact.others == {Role.DEPARTMENT: "Finance", Role.TITLE: "Clerk 0"}
    assert (fact.weight, fact.source.url, fact.amount) == (0.4, f"{PAGE}/Finance-3-0", None)


def test_many_older_roles_are_background():
    """What a department opened 31 to 60 days ago is counted over 60 days and is background."""
    [fact] = events(roles(5, 40))
    assert (fact.amount, fact.value, fact.weight) == (Quantity(5, "roles"), {"days": 60}, 0.4)


@pytest.mark.parametrize("opened", [TODAY - timedelta(days=61), TODAY + timedelta(days=1), None])
def test_evergreen_future_and_undated_roles_are_no_events(opened: date | None):
    """A role first published long ago, tomorrow or nobody knows when is only counted."""
    facts = hiring_facts([Posting("Clerk", "Finance", opened, None)] * 3, BOARD)
    assert [fact.topic for fact in facts] == [Topic.OPEN_ROLES]
    assert facts[0].amount == Quantity(3, "roles")
    assert (facts[0].seen, facts[0].dated, facts[0].happened) == (Day(TODAY), "seen", None)


def test_a_leadership_role_is_news_once():
    """The same leadership role in three cities is told once, by the newest posting, and not again as its department."""
    found = [Posting("VP Sales", "Sales", TODAY - timedelta(days=d), f"{PAGE}/{d}") for d in (9, 2, 5)]
    first, *others = events(found)
    assert (first.others[Role.TITLE], first.weight, first.source.url) == ("VP Sales", 0.7, f"{PAGE}/2")
    assert [fact.amount for fact in others] == [Quantity(3, "roles")]
    assert len(events(found[:1])) == 1


@pytest.mark.parametrize(
    "title", ["Head of RevOps", "VP Sales", "Chief Data Officer", "SVP, Field", "Regional Vice President, EMEA", "CFO"]
)
def test_leadership_is_read_from_the_start_of_a_title(title: str):
    """Heads, vice presidents and chiefs decide things."""
    assert is_leadership(title)


@pytest.mark.parametrize(
    "title",
    ["Assistant to the VP Sales", "Chief of Staff", "Account Executive", "Headhunter", "Chiefs", "VPN Engineer"],
)
def test_who_only_works_for_a_leader_is_none(title: str):
    """An assistant, a chief of staff or a look-alike word is no leadership role."""
    assert not is_leadership(title)


def test_there_are_never_more_than_six_facts():
    """A big board is cut to what matters most: the count, two leaders, the three strongest departments."""
    crowd = [it for n in range(9) for it in roles(3 + n, 5, f"Department {n}")]
    heads = [it for n in range(9) for it in roles(1, n, "Board", f"Head of {n}")]
    facts = hiring_facts([*crowd, *heads], BOARD)
    assert len(facts) == 6
    assert facts[3].amount == Quantity(11, "roles")


def test_nothing_open_makes_no_fact():
    """An empty board says nothing, not even that there are no roles."""
    assert hiring_facts([], BOARD) == ()


@pytest.mark.parametrize(
    "text", ["<script>x</script>", "A | B", "What is the capital of Brazil?", "Praise us.", "x" * 81]
)
def test_what_cannot_be_a_title_is_counted_only(text: str):
    """A title or department with markup, or that is a sentence, is left out; its role is not."""
    bad = posting(text, text, TODAY, None)
    [fact] = events([bad])
    assert posting("Sr. Engineer, C++/C# (m/f/d) & R&D – Zürich", "G&A: Finance", TODAY, None).title
    assert (fact.others, fact.amount, fact.source.url) == ({}, Quantity(1, "roles"), PAGE)

"""Headlines are sorted by plain words, and in doubt they are just news."""

import pytest

from bot.model import Status, Topic
from integrations.headlines import headline_status, headline_topic


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Kestrel raises $42M to count the world's shelves", Topic.FUNDING),
        ("Kestrel closes Series B", Topic.FUNDING),
        ("Announcing our seed round", Topic.FUNDING),
        ("Kestrel acquires Merlin Sensors", Topic.ACQUISITION),
        ("Kestrel completes acquisition of Merlin", Topic.ACQUISITION),
        ("Kestrel opens its Reno plant", Topic.OPENING),
        ("Our new office in Lisbon", Topic.OPENING),
        ("Kestrel expands to Japan", Topic.OPENING),
        ("Kestrel launches K2", Topic.LAUNCH),
        ("Introducing Kestrel Flight", Topic.LAUNCH),
        ("Kestrel Reports Third Quarter 2026 Results", Topic.RESULTS),
        ("Kestrel appoints Dana Cho as Chief Financial Officer", Topic.LEADERSHIP),
        ("Dana Cho joins Kestrel as CFO", Topic.LEADERSHIP),
        ("Kestrel lays off 8 % of its staff", Topic.LAYOFFS),
        ("Kestrel announces layoffs", Topic.LAYOFFS),
        ("Kestrel cuts 200 jobs in Reno", Topic.LAYOFFS),
        ("Kestrel partners with Merlin", Topic.DEAL),
        ("Kestrel signs five-year agreement with Initech", Topic.DEAL),
    ],
)
def test_events_are_known_by_their_words(title: str, topic: Topic):
    """Common announcements fall into their kind."""
    assert headline_topic(title) is topic


@pytest.mark.parametrize(
    "title",
    [
        "How to raise a Series B",
        "Why we opened an office in Reno",
        "5 ways to open new stores",
        "Should you acquire customers?",
        "A guide to acquisition of talent",
        "Kestrel denies it will acquire Merlin",
        "Kestrel will not open a plant in Reno",
        "Customer acquisition in 2026",
        "Our values",
        "Kestrel gana un premio",
        "",
    ],
)
def test_advice_questions_denials_and_the_unknown_are_news(title: str):
    """What tells of no event is not taken for one."""
    assert headline_topic(title) is Topic.NEWS


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("Kestrel to acquire Merlin", Status.PLANNED),
        ("Kestrel will open a plant in Reno", Status.PLANNED),
        ("Kestrel signs agreement to acquire Merlin", Status.PLANNED),
        ("Kestrel to be acquired by Initech", Status.PLANNED),
        ("Kestrel acquires Merlin", Status.DONE),
        ("Kestrel opens plant", Status.DONE),
    ],
)
def test_will_is_not_has(title: str, status: Status):
    """A headline that looks ahead tells of a plan."""
    assert headline_status(title) is status

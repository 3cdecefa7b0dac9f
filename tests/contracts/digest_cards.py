"""Digests for the contract of cards: a good one, one of hostile words, one with nothing."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from bot.cards import Card, Picture
from bot.measuring.comparing import fallen
from bot.measuring.intervals import share
from bot.model import FollowUp, Whom
from bot.model.intel import Intel, IntelKind
from bot.store import Owed, Schedule
from handlers.digest.card import digest_card, off_card, planned_card
from handlers.digest.chart import said
from handlers.digest.gather import Gathered, Step, Uncalled
from handlers.digest.turns import Period
from tests.examples import NOW

STEPS = (
    Step("connects", "dials", share(12, 60), share(384, 1240)),
    Step("conversations", "connects", share(7, 12), share(250, 384)),
    Step("meetings", "conversations", share(2, 7), share(60, 250)),
)
YESTERDAY = Period(date(2026, 11, 23), date(2026, 11, 23), ZoneInfo("Europe/Madrid"))
SMALL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="  # one point


def digest_cards(hostile: str) -> dict[str, Card]:
    """By name."""
    when = (time(8, 30), "Europe/Madrid", frozenset(range(5)))
    planned = Schedule("T1", "C1", "{}", hostile[:80], *when, week=False, made_by="U1", made_by_name=hostile, due=NOW)
    chart = Picture(SMALL, said(STEPS, YESTERDAY.name))
    bad, good = _found(hostile), _found("Dana Cho")
    return {
        "digest": digest_card(good, chart, None),
        "digest, hostile": digest_card(bad, replace(chart, alt=hostile), planned),
        "digest, hostile and endless": digest_card(_found(hostile * 500), chart, planned),
        "digest, nothing": digest_card(replace(bad, dials=0), None, planned),
        "digest planned": planned_card(planned, "en-US", "US", here=False),
        "digest off": off_card(planned, hostile),
    }


def _found(words: str) -> Gathered:
    """Every text that comes from outside is this."""
    whom, fall = Whom("x|y", words, words), fallen([(step.name, step.now, step.before) for step in STEPS])
    late = FollowUp("f", "T1", "U1", words, "UTC", whom, words, NOW, named=True, place="", made_at=NOW)
    heard = Intel("i", "T1", whom, IntelKind.NOTE, words, "U1", words, NOW, "U1", NOW, "", private=False, link=words)
    news = Uncalled(words, words, "https://acme.example/news", NOW.date() - timedelta(days=3), words)
    owed = [Owed("U1", words, 3, NOW)] * 5
    rates = (share(40, 200), share(30, 400))
    return Gathered(YESTERDAY, 60, STEPS, *rates, fall, (16, share(40, 90)), owed, (late,), (news,) * 3, (heard,), 12)

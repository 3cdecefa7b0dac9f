"""Keeps every statement and chooses at reading time; where the two best disagree, both are shown (sources.md 2.5)."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.briefing.say import day, quantity
from bot.model import Day, Fact, Kind, Line, Origin, Topic
from bot.understand import company_key

HALF_LIVES = {
    Topic.EMPLOYMENT: 365,
    Topic.HEADCOUNT: 270,
    Topic.HEADQUARTERS: 1500,
    Topic.INDUSTRY: 1500,
    Topic.PHONE: 540,
}
"""Days until a statement is worth half (sources.md 2.5); 365 where the table says nothing."""

TRUST = {
    Origin.REGISTER: 0.95,
    Origin.OWN: 0.90,
    Origin.CRM: 0.90,
    Origin.PAID: 0.85,
    Origin.COLLEAGUE: 0.80,
    Origin.PRESS: 0.75,
    Origin.WIKIDATA: 0.70,
    Origin.NEWS: 0.60,
    Origin.WEB: 0.40,
}
"""How far an origin is trusted (writer.md 6.1)."""

REGISTERED = frozenset({Topic.NAME, Topic.REGISTER, Topic.HEADQUARTERS, Topic.PARENT, Topic.FOUNDED})
RIVAL = 0.7  # the second is shown when it has this share of the first's score
SINGLE = frozenset(
    {Topic.HEADCOUNT, Topic.HEADQUARTERS, Topic.INDUSTRY, Topic.FOUNDED, Topic.REVENUE, Topic.TIME_ZONE, Topic.PHONE}
)
"""Of these there is one at a time, so that two different values are a disagreement."""


def certainty(fact: Fact) -> float:
    """The supplier's confidence times the trust of its origin for that kind, at most .95 (writer.md 6.1)."""
    trust = TRUST[fact.source.origin]
    if fact.source.origin is Origin.REGISTER and fact.kind is Kind.COMPANY and fact.topic not in REGISTERED:
        trust = TRUST[Origin.PRESS]  # excellent for a legal name, useless for a headcount
    return min(0.95, max(0.0, fact.confidence) * trust)


def age(when: Day | None, today: date) -> int | None:
    """Days since the earliest day meant, at least 0; None when there is no date."""
    return max(0, (today - when.on).days) if when else None


def score(fact: Fact, today: date) -> float:
    """What a statement is worth today; an undated one counts as one half-life old, never as new."""
    half_life = HALF_LIVES.get(fact.topic, 365)
    days = age(fact.seen or fact.happened or fact.published, today)
    return certainty(fact) * 0.5 ** ((half_life if days is None else days) / half_life)


def best(facts: Iterable[Fact], topic: Topic, subject: str, today: date) -> Fact | None:
    """The statement on a topic to go by; among equals the first found."""
    about = [fact for fact in facts if fact.topic is topic and fact.subject == subject and fact.kind is not Kind.EVENT]
    return max(about, key=lambda fact: score(fact, today), default=None)


def disagreements(facts: Sequence[Fact], today: date) -> tuple[Line, ...]:
    """One line for each topic whose two best statements differ: both values, each with source and date."""
    lines: list[Line] = []
    for subject, topic in dict.fromkeys((fact.subject, fact.topic) for fact in facts if fact.topic in SINGLE):
        about = [f for f in facts if f.subject == subject and f.topic is topic and f.kind is not Kind.EVENT]
        ranked = sorted(about, key=lambda fact: -score(fact, today))
        rival = next((f for f in ranked[1:] if not agree(ranked[0], f)), None)
        if rival and score(rival, today) >= RIVAL * score(ranked[0], today):
            said = " / ".join(f"{shown(fact)} ({fact.source.name}{_dated(fact)})" for fact in (ranked[0], rival))
            lines.append(Line(f"{topic.value.capitalize()}: {said}", (ranked[0].id, rival.id)))
    return tuple(lines)


def agree(one: Fact, other: Fact) -> bool:
    """Whether two statements say the same; numbers agree by interval: 990 and 501–1,000 do."""
    if one.amount and other.amount:
        low, high = _span(one)
        other_low, other_high = _span(other)
        return low <= other_high and other_low <= high
    mine, theirs = company_key(shown(one)), company_key(shown(other))
    return mine == theirs or mine in theirs or theirs in mine


def shown(fact: Fact) -> str:
    """The value of a plain statement, as words."""
    return quantity(fact.amount) if fact.amount else str(fact.value if fact.value is not None else fact.quote)


def _span(fact: Fact) -> tuple[float, float]:
    amount = fact.amount
    if amount is None:
        return (0, 0)
    slack = 0.1 if amount.bound == "about" else 0.02
    top = amount.upto if amount.upto is not None else amount.number * (1 + slack)
    return (amount.number * (1 - slack) if amount.upto is None else amount.number, top)


def _dated(fact: Fact) -> str:
    when = fact.seen or fact.happened or fact.published
    return f", {day(when)}" if when else ""

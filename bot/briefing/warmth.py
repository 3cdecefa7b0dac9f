"""Judges warmth: who, why now, way in; each turned by evidence strong and fresh enough (writer.md section 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod

from bot.briefing.merge import age, certainty
from bot.model import Fact, Identity, Kind, Prospect, Role, Status, Topic
from bot.understand import company_key

WHO, WHY_NOW, WAY_IN = 0.60, 0.45, 0.45
TOLERANCE = 1e-9  # so that .45 is .45
BACKGROUND = 0.5  # an event of less weight is no reason to call, however fresh
UNDATED = 0.4  # nothing undated turns a key

WINDOWS = {
    Topic.LEADERSHIP: 90,
    Topic.ACQUISITION: 90,
    Topic.FUNDING: 60,
    Topic.LAUNCH: 60,
    Topic.OPENING: 60,
    Topic.LAYOFFS: 60,
    Topic.RESTRUCTURING: 60,
    Topic.REGULATION: 180,
    Topic.EMPLOYMENT: 365,
    Topic.TOUCH: 365,
    Topic.KNOWS: 730,
    Topic.WORKED_TOGETHER: 3650,
}
"""Days in which a fact of that topic halves (writer.md 6.1); 45 for every other event."""

IDENTITIES = {Identity.EMAIL: 0.95, Identity.RECORD: 0.95, Identity.PICKED: 0.95, Identity.YOUR_WORD: 0.20}
NAMED_WITH_COMPANY = 0.85  # one source names the person together with the company's domain or register entry
OWN = frozenset({"book", "team"})  # what the team itself says names nobody: identity comes from how they were found
PART_UNKNOWN = 0.7  # no playbook says which roles decide
CONVERSATIONS = frozenset({"talked", "meeting", "meeting_booked", "meeting booked", "not_now", "not now"})
"""Touches to build on; "not interested" is a conversation, yet none to build on (writer.md 6.2)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What several facts agree on, strongest first."""

    facts: tuple[Fact, ...]
    strength: float  # S, 0 to 1

    @property
    def lead(self) -> Fact:
        """The fact to show: of those that agree, the one that weighs most."""
        return self.facts[0]


def recency(fact: Fact, today: date) -> float:
    """`0.5 ** (age / window)` from the event; only an article's date: 0.7 of that; undated: 0.4 (writer.md 6.1)."""
    window = WINDOWS.get(fact.topic, 45)
    if fact.status is Status.PLANNED:
        return _planned(fact, today, window)
    event = _event_age(fact, today)
    if event is not None:
        fresh = 0.5 ** (event / window)
        return min(fresh, UNDATED) if fact.dated in {"seen", "inferred"} and fact.kind is Kind.EVENT else fresh
    published = age(fact.published, today)
    return UNDATED if published is None else 0.7 * 0.5 ** (published / window)


def _event_age(fact: Fact, today: date) -> int | None:
    if fact.topic is Topic.EMPLOYMENT:
        return age(fact.seen, today)  # a role ages from when it was last known to be right
    if fact.topic is Topic.WORKED_TOGETHER:
        return age(fact.ended or fact.happened, today)
    if fact.topic is Topic.KNOWS:
        return age(fact.seen or fact.happened, today)
    return age(fact.happened, today)


def _planned(fact: Fact, today: date, window: int) -> float:
    announced = age(fact.published or fact.seen, today)
    fresh = UNDATED if announced is None else 0.5 ** (announced / window)
    return min(fresh, UNDATED) if fact.happened and fact.happened.on < today else fresh


def believed(facts: Iterable[Fact]) -> float:
    """`1 − Π (1 − max c)` with one vote an origin: corroboration makes a story surer."""
    votes: dict[str, float] = {}
    for fact in facts:
        origin = fact.source.supplier
        votes[origin] = max(votes.get(origin, 0.0), certainty(fact))
    return 1 - prod(1 - vote for vote in votes.values())


def strength(facts: Sequence[Fact], today: date, against: Sequence[Fact] = ()) -> float:
    """S = C · max r · (1 − D); never newer for being told twice."""
    if not facts:
        return 0.0
    return believed(facts) * max(recency(fact, today) for fact in facts) * (1 - believed(against))


def events(facts: Iterable[Fact], today: date) -> list[Claim]:
    """Events as claims, strongest first: same subject and topic, dates within 3 days, closed transitively."""
    groups: dict[tuple[str, Topic], list[Fact]] = {}
    for fact in facts:
        if fact.kind is Kind.EVENT and not _from_the_future(fact, today):
            groups.setdefault((fact.subject, fact.topic), []).append(fact)
    claims = [_claim(chain, today) for group in groups.values() for chain in _chains(group)]
    return sorted(claims, key=lambda claim: (-claim.strength, -claim.lead.weight, _sortable(claim.lead)))


def reasons(claims: Iterable[Claim]) -> list[Claim]:
    """Those of the events that may turn *why now*: dated by their own day, and weighty enough."""
    return [claim for claim in claims if claim.lead.weight >= BACKGROUND]


def fresh(claim: Claim, today: date) -> bool:
    """Whether it is news: the event itself has a date inside its window."""
    lead = claim.lead
    dated = lead.happened is not None and lead.dated in {"stated", "published"}
    return dated and recency(lead, today) >= BACKGROUND - TOLERANCE


def _from_the_future(fact: Fact, today: date) -> bool:
    """Said to be done on a day that has not come: a mistake of the source (a day's grace for time zones)."""
    return fact.status is not Status.PLANNED and bool(fact.happened) and fact.happened.on > today + timedelta(days=1)


def _chains(group: list[Fact]) -> list[list[Fact]]:
    """Facts whose dates lie within 3 days of a neighbour's; undated ones stand alone."""
    dated = sorted((fact for fact in group if fact.happened or fact.published), key=_sortable)
    chains: list[list[Fact]] = []
    for fact in dated:
        near = chains and (_day(fact) - _day(chains[-1][-1])).days <= 3 and _same_story(fact, chains[-1])  # noqa: PLR2004 (writer.md 6.2)
        if near:
            chains[-1].append(fact)
        else:
            chains.append([fact])
    return chains + [[fact] for fact in group if not (fact.happened or fact.published)]


def _same_story(fact: Fact, chain: list[Fact]) -> bool:
    """Two notes of one origin in three days are two stories; of two origins, one."""
    return all(fact.source.supplier != other.source.supplier for other in chain) or fact.key == chain[-1].key


def _claim(chain: list[Fact], today: date) -> Claim:
    denied = [fact for fact in chain if fact.status is Status.DENIED]
    told = [fact for fact in chain if fact.status is not Status.DENIED]
    ordered = sorted(told or denied, key=lambda f: (-f.weight, -certainty(f) * recency(f, today), _sortable(f)))
    return Claim(tuple(ordered), strength(told, today, denied))


def _day(fact: Fact) -> date:
    when = fact.happened or fact.published
    return when.on if when else date.min


def _sortable(fact: Fact) -> tuple[date, str, str]:
    return (_day(fact), fact.key, fact.source.url or "")


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides *who*: S of the current role, its facts, and a rival role elsewhere."""

    role: Claim | None
    rival: Claim | None
    identity: float

    @property
    def moved(self) -> bool:
        """A claim on another employer has 70 % of this one's strength: they may have moved."""
        return bool(self.rival) and self.rival.strength >= 0.7 * (self.role.strength if self.role else 0.0)

    @property
    def strength(self) -> float:
        """The least of identity, role and part in the decision."""
        return 0.0 if self.moved else min(self.identity, self.role.strength if self.role else 0.0, PART_UNKNOWN)


def standing(prospect: Prospect, facts: Sequence[Fact], today: date) -> Standing:
    """Who they are and whether that still holds."""
    person, company = prospect.person, prospect.company
    if person is None:
        return Standing(None, None, 0.0)
    jobs = [f for f in facts if f.topic is Topic.EMPLOYMENT and f.subject == person.id]
    names = (
        {company_key(name) for name in (company.name, company.legal_name, *company.aliases) if name}
        if company
        else set[str]()
    )
    here = [
        f for f in jobs if f.status is not Status.ENDED and company_key(f.others.get(Role.COMPANY, "")) in names | {""}
    ]
    left = [
        f
        for f in jobs
        if f not in here and f.status is Status.ENDED and company_key(f.others.get(Role.COMPANY, "")) in names
    ]
    there = [f for f in jobs if f not in here and f not in left and f.status is not Status.ENDED]
    outside = any(f.source.supplier not in OWN for f in here)
    identity = max(IDENTITIES[prospect.identity], NAMED_WITH_COMPANY if outside else 0.0)
    return Standing(_best(here, today, left), _best(there, today), identity)


def _best(facts: Sequence[Fact], today: date, against: Sequence[Fact] = ()) -> Claim | None:
    if not facts:
        return None
    ordered = sorted(facts, key=lambda f: (-certainty(f) * recency(f, today), _sortable(f)))
    return Claim(tuple(ordered), strength(facts, today, against))

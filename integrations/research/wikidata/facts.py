"""Facts from one item: its ids, what it is, and who leads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.model import Day, Fact, Kind, Origin, Prospect, Quantity, Role, Source, Topic
from bot.model.outside import name_slot, slot
from bot.understand import company_key, same_person
from integrations.research.wikidata.claims import Item, Statement, item_id, moment, quantity
from integrations.research.wikidata.companies import cik, company

PLACES = {"P159": (Topic.HEADQUARTERS, "headquarters"), "P452": (Topic.INDUSTRY, "industry")}
ROLES = {"P169": ("CEO", 2), "P3320": ("board member", 8), "P112": ("founder", 4)}
"""Property → title, and how many of them are told."""
POINTING = (*PLACES, "P749", *ROLES)
SURE, REFERENCED, BARE = 0.9, 0.9, 0.8  # a reference makes a statement that ages surer
ALIASES_TOLD = 10


@dataclass(frozen=True, slots=True)
class Reading:
    """An item read for a prospect; `labels` are the names of the items it points to."""

    item: Item
    prospect: Prospect
    subject: str  # the company's id
    name: str  # what we call the company
    labels: Mapping[str, str]
    read_at: datetime

    def statements(self, name: str) -> list[Statement]:
        return self.item.statements(name, self.read_at.date())

    def fact(self, kind: Kind, topic: Topic, key: str, *, confidence: float = SURE) -> Fact:
        """A fact without a value yet; it was seen to stand there when the item was last edited."""
        source = Source(
            supplier="wikidata",
            name="Wikidata",
            url=f"https://www.wikidata.org/wiki/{self.item.id}",
            read_at=self.read_at,
            origin=Origin.WIKIDATA,
            title=slot(self.item.text("labels") or ""),
            licence="cc0",
        )
        seen = self.item.modified
        return Fact(kind, topic, self.subject, source, key, seen=seen, dated="seen", confidence=confidence)


def pointed_to(item: Item, today: datetime) -> list[str]:
    """The items whose names the facts need, at most 50 (what one call can ask for)."""
    found = [found for name in POINTING for found in item.items(name, today.date())[:10]]
    return list(dict.fromkeys(found))[:50]


def facts(reading: Reading) -> tuple[Fact, ...]:
    """Everything the item says that a brief can use."""
    return (*_identity(reading), *_figures(reading), *_places(reading), *_people(reading))


def _identity(reading: Reading) -> Iterator[Fact]:
    item, today = reading.item, reading.read_at.date()
    one = company(item, today)
    told: list[tuple[Topic, str, str | None]] = [
        (Topic.REGISTER, "company.qid", item.id),
        (Topic.REGISTER, "company.wikipedia", item.article),
    ]
    if one:
        told += [
            (Topic.DOMAIN, "company.domain", one.domain),
            (Topic.REGISTER, "company.cik", str(number) if (number := cik(item, today)) else None),
            (Topic.REGISTER, "company.lei", one.lei),
            *((Topic.REGISTER, "company.ticker", ticker) for ticker in one.tickers),
            *((Topic.NAME, "company.alias", name) for name in _names((one.name, *one.aliases), reading.name)),
        ]
    for topic, key, value in told:
        if value:
            yield replace(reading.fact(Kind.IDENTITY, topic, key), value=value)


def _names(names: Sequence[str], known: str) -> list[str]:
    """Names that differ from the known one and from each other by more than a legal form."""
    keyed = {company_key(name): name for name in reversed(names)}
    keyed.pop(company_key(known), None)
    return [name for name in names if name in keyed.values()][:ALIASES_TOLD]


def _figures(reading: Reading) -> Iterator[Fact]:
    dated = [(one.day("P585"), number, one) for one in reading.statements("P1128") if (number := quantity(one.value))]
    if dated:
        when, number, one = max(
            dated, key=lambda entry: (entry[0] is not None, entry[0].on.toordinal() if entry[0] else 0)
        )
        fact = reading.fact(Kind.COMPANY, Topic.HEADCOUNT, "company.headcount", confidence=_sure(one))
        yield replace(_since(fact, when), amount=Quantity(number, "people"), seen=None if when else fact.seen)
    if founded := next((day for one in reading.statements("P571") if (day := moment(one.value))), None):
        fact = reading.fact(Kind.COMPANY, Topic.FOUNDED, "company.founded")
        yield replace(_since(fact, founded), value=founded.on.year)


def _places(reading: Reading) -> Iterator[Fact]:
    for name, (topic, word) in PLACES.items():
        if label := _first_label(reading, name):
            fact = reading.fact(Kind.COMPANY, topic, f"company.{word}")
            yield replace(fact, value=label, others={Role.PLACE: label} if topic is Topic.HEADQUARTERS else {})
    if parent := _first_label(reading, "P749"):
        fact = reading.fact(Kind.COMPANY, Topic.PARENT, "company.parent")
        yield replace(fact, value=parent, others={Role.COMPANY: parent})


def _first_label(reading: Reading, name: str) -> str | None:
    found = (item_id(one.value) for one in reading.statements(name))
    return next((label for item in found if item and (label := slot(reading.labels.get(item, "")))), None)


def _people(reading: Reading) -> Iterator[Fact]:
    for name, (title, most) in ROLES.items():
        told = (fact for one in reading.statements(name) if (fact := _role(reading, one, title)))
        yield from (fact for fact, _ in zip(told, range(most), strict=False))


def _role(reading: Reading, one: Statement, title: str) -> Fact | None:
    """Who holds a role; about the prospect only when it is their name at their company."""
    item = item_id(one.value)
    name = name_slot(reading.labels.get(item or "", ""))
    if not name:
        return None
    person = reading.prospect.person
    key = f"person.{title.replace(' ', '_').lower()}"
    fact = reading.fact(Kind.COMPANY, Topic.EMPLOYMENT, key, confidence=_sure(one))
    others = {Role.PERSON: name, Role.TITLE: title, Role.COMPANY: reading.name}
    fact = replace(_since(fact, one.day("P580")), value=name, others=others)
    if title == "founder":  # says nothing about what they do today
        return replace(fact, seen=None)
    if person and same_person(person.name, name):
        return replace(fact, kind=Kind.PERSON, subject=person.id)
    return fact


def _since(fact: Fact, when: Day | None) -> Fact:
    return replace(fact, happened=when, dated="stated") if when else fact


def _sure(one: Statement) -> float:
    return REFERENCED if one.referenced else BARE

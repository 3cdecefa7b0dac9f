"""Rows as facts: what the book says of somebody, each with its own dates and the book as its source."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from bot.model import Company, Day, Fact, Kind, Origin, Role, Source, Status, Topic
from integrations.crm.book import cells
from integrations.crm.book.labels import Labels
from integrations.crm.book.rows import (
    CompanyRow,
    ConnectionRow,
    EventRow,
    ListedRow,
    PersonRow,
    RelationRow,
    TouchRow,
)

QUOTE = 240  # characters kept of a note
PHRASE = 120  # characters kept of what happened
CONNECTED = 0.5  # a LinkedIn connection: nobody said that the two know each other
NEWS_WEIGHT = 0.4  # an event of no known kind is background

_SLOTS = frozenset({"", "ok", "n/a", "-"})
_CHANNELS = {
    "phone": "call",
    "phone call": "call",
    "dial": "call",
    "e-mail": "email",
    "mail": "email",
    "vm": "voicemail",
}
_OUTCOMES = {
    "no_answer": "no answer|noanswer|not reached|no reply|busy|missed",
    "wrong_number": "wrong number|bad number",
    "voicemail": "voicemail|voicemail left|left voicemail|left live message|vm left|message left",
    "gatekeeper": "gatekeeper|switchboard|assistant",
    "hung_up": "hung up|hangup",
    "talked": "talked|conversation|spoke|had a conversation",
    "meeting": "meeting|meeting booked|meeting scheduled|booked|demo booked|completed meeting|met",
    "not_now": "not now|call back later|callback|later",
    "not_interested": "not interested|no interest|declined",
    "wrong_person": "wrong person",
    "left_company": "left company|left the company|no longer there",
    "do_not_call": "do not call|dnc|do not contact",
}
_OUTCOME = {spelling: name for name, spellings in _OUTCOMES.items() for spelling in spellings.split("|")}
_KNOWS = re.compile(r"\b(knows?|friends?|met|talks?|talked|close|introduced|neighbou?rs?)\b", re.IGNORECASE)
_WORKED = re.compile(r"\b(work\w*|colleagues?|team|both at|together|employer)\b", re.IGNORECASE)
_NO_PATH = re.compile(
    r"\b(do(es)? ?n[o'’]t know|never met|school|universit\w+|college|alumn\w+|alma mater)\b", re.IGNORECASE
)
_EVENTS = {topic.value: topic for topic in Topic} | {
    "plant": Topic.OPENING,
    "hire": Topic.LEADERSHIP,
    "product": Topic.LAUNCH,
}
_EVENT_TOPICS = frozenset(
    {
        *(
            Topic.LEADERSHIP,
            Topic.FUNDING,
            Topic.ACQUISITION,
            Topic.OPENING,
            Topic.HIRING,
            Topic.LAYOFFS,
            Topic.RESULTS,
        ),
        *(Topic.LAUNCH, Topic.DEAL, Topic.FINANCE, Topic.RESTRUCTURING, Topic.RISK, Topic.SECURITY, Topic.GOVERNANCE),
        *(Topic.FILING, Topic.REGULATION, Topic.STATEMENT, Topic.NEWS),
    }
)


@dataclass(frozen=True, slots=True)
class Statements:
    """Says facts in the name of one book, as read at one moment."""

    labels: Labels
    name: str  # "Your book"
    read_at: datetime

    def _fact(self, kind: Kind, topic: Topic, subject: str, key: str) -> Fact:
        source = Source("book", self.name, None, self.read_at, Origin.CRM, licence="your-own")
        return Fact(kind, topic, subject, source, key)

    def person(self, subject: str, row: PersonRow, at: Company | None) -> Iterator[Fact]:
        """Role, number, address and time zone of the prospect."""
        yield self.employment(subject, row, at)
        seen = row.updated
        number = self.labels.phone(row) or next(iter(row.phones), None)
        for topic, value in ((Topic.PHONE, number), (Topic.EMAIL, row.email), (Topic.TIME_ZONE, row.time_zone)):
            if value:
                fact = self._fact(Kind.PERSON, topic, subject, f"person.{topic.name.lower()}")
                yield replace(fact, value=value, seen=seen, dated="seen")

    def employment(self, subject: str, row: PersonRow, at: Company | None) -> Fact:
        """Somebody's role; it ages from when it was seen, else from when the row was changed."""
        told = {Role.PERSON: row.name, Role.TITLE: row.title, Role.COMPANY: at.name if at else row.company}
        return replace(
            self._fact(Kind.PERSON, Topic.EMPLOYMENT, subject, "person.title"),
            status=Status.ONGOING,
            others=_slots(told),
            value={"owner": cells.colleague(row.owner)} if row.owner else None,
            seen=row.seen or row.updated,
            dated="seen",
        )

    def company(self, subject: str, row: CompanyRow) -> Iterator[Fact]:
        """Where it is, what it does, how large it is."""
        where = ", ".join(part for part in (row.city, row.country) if part)
        told = ((Topic.HEADQUARTERS, where), (Topic.INDUSTRY, row.industry), (Topic.TIME_ZONE, row.time_zone))
        for topic, value in told:
            if value:
                fact = self._fact(Kind.COMPANY, topic, subject, f"company.{topic.name.lower()}")
                places = {Role.PLACE: where} if topic is Topic.HEADQUARTERS else {}
                yield replace(fact, value=phrase(value), others=places, seen=row.updated, dated="seen")
        if row.headcount:
            fact = self._fact(Kind.COMPANY, Topic.HEADCOUNT, subject, "company.headcount")
            yield replace(fact, amount=row.headcount, seen=row.updated, dated="seen")

    def touch(self, subject: str, row: TouchRow, with_whom: str | None = None) -> Fact:
        """A call, mail or meeting; `with_whom` names another person of the company."""
        kind = row.kind.strip().casefold()
        told = {
            Role.CHANNEL: _CHANNELS.get(kind, kind),
            Role.OUTCOME: outcome(row),
            Role.COLLEAGUE: cells.colleague(row.by),
            Role.PERSON: with_whom,
        }
        fact = self._fact(Kind.HISTORY, Topic.TOUCH, subject, f"touch.{row.id}" if row.id else "touch")
        return replace(fact, others=_slots(told), happened=row.at, quote=phrase(row.summary, QUOTE))

    def relation(self, subject: str, person: str, row: RelationRow, size: float | None) -> Iterator[Fact]:
        """A colleague's tie: that they know each other, and the years they were in one place; `size` in people.

        A shared school is no way in, and "does not know them" is none either: they give no fact unless somebody
        confirmed the tie.
        """
        if _NO_PATH.search(row.how) and not row.confirmed_by:
            return
        told = {Role.COLLEAGUE: cells.colleague(row.colleague), Role.HOW: row.how, Role.PERSON: person}
        others = _slots(told | {Role.COMPANY: row.company, Role.DEPARTMENT: row.department})
        value: dict[str, object] = {"colleague_email": row.colleague, "size": size, "department": row.department}
        if row.confirmed_by or _KNOWS.search(row.how):
            yield replace(
                self._fact(Kind.RELATION, Topic.KNOWS, subject, "relation.knows"),
                value=_said({**value, "confirmed_by": cells.colleague(row.confirmed_by)}),
                others=others,
                seen=row.confirmed_at,
            )
        if (row.since and row.until) or row.company or _WORKED.search(row.how):
            fact = self._fact(Kind.RELATION, Topic.WORKED_TOGETHER, subject, "relation.worked_together")
            yield replace(fact, value=_said(value), others=others, happened=row.since, ended=row.until)

    def connection(self, subject: str, row: ConnectionRow, company: str | None) -> Fact:
        """A LinkedIn connection: a hint of a way in, never more, for nobody said that they know each other."""
        job = " at ".join(part for part in (row.title, company or row.company) if part)
        told = {Role.COLLEAGUE: row.rep, Role.PERSON: row.name, Role.CHANNEL: "LinkedIn", Role.HOW: job}
        fact = self._fact(Kind.RELATION, Topic.KNOWS, subject, "relation.linkedin")
        return replace(fact, others=_slots(told), happened=row.on, confidence=CONNECTED)

    def event(self, subject: str, row: EventRow, today: date) -> Fact:
        """News; a day that has not come makes it a plan."""
        topic = _EVENTS.get(row.kind, Topic.NEWS)
        topic = topic if topic in _EVENT_TOPICS else Topic.NEWS
        planned = row.happened is not None and row.happened.on > today
        stated = next((status for status in Status if status.value == row.status), Status.DONE)
        fact = self._fact(Kind.EVENT, topic, subject, f"event.{topic.value}.{phrase(row.what, 40).casefold()}")
        return replace(
            fact,
            source=replace(fact.source, url=link(row.url), title=row.source and phrase(row.source, 80)),
            status=Status.PLANNED if planned else stated,
            others=_slots({Role.WHAT: row.what, Role.PLACE: row.place}),
            happened=row.happened,
            published=row.published,
            dated="stated" if row.happened else "published",
            weight=NEWS_WEIGHT if topic is Topic.NEWS else 1.0,
        )

    def listed(self, subject: str, row: ListedRow) -> Fact:
        """An entry of the do-not-call list: what it names, who added it, when and why."""
        return self.do_not_call(subject, f"on the do-not-call list by {row.kind}", row.reason, row.by, row.at)

    def flagged(self, subject: str, row: PersonRow) -> Fact:
        """The flag in a person's own row."""
        plain = cells.flag(row.do_not_call)[1]
        said = "" if plain else row.do_not_call
        return self.do_not_call(subject, "flagged in their own record", said, row.owner, row.updated)

    def asked(self, subject: str, row: TouchRow) -> Fact:
        """A call that ended with that wish."""
        return self.do_not_call(subject, "said so in a logged call", row.summary, row.by, row.at)

    def do_not_call(self, subject: str, how: str, reason: str, by: str | None, at: Day | None) -> Fact:
        """Do not call, with why (as a quotation), who said so and since when."""
        return replace(
            self._fact(Kind.CONSENT, Topic.DO_NOT_CALL, subject, "consent.do_not_call"),
            others=_slots({Role.COLLEAGUE: cells.colleague(by), Role.HOW: how}),
            happened=at,
            quote=phrase(reason, QUOTE),
        )


def outcome(row: TouchRow) -> str:
    """How a touch went, in the words of product.md where they can be told ("no_answer"), else as written."""
    said = row.outcome.strip().casefold().replace("_", " ")
    return _OUTCOME.get(said, said)


def phrase(text: str, longest: int = PHRASE) -> str:
    """Outside text for a slot: without tags and links, cut at a word where it is too long."""
    bare = " ".join(re.sub(r"<[^<>]*>|https?://\S+", " ", text).split())
    return bare if len(bare) <= longest else bare[: longest - 1].rsplit(" ", 1)[0] + "…"


def link(url: str | None) -> str | None:
    """An http(s) address a rep may open; None for any other, and for one that carries a user or is very long."""
    if not url or len(url) > 2_000:  # noqa: PLR2004 (writer.md 4.4)
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc else None


def _slots(told: Mapping[Role, str | None]) -> dict[Role, str]:
    return {role: phrase(text) for role, text in told.items() if text and text.strip() not in _SLOTS}


def _said(value: Mapping[str, object]) -> dict[str, object]:
    return {name: what for name, what in value.items() if what is not None}

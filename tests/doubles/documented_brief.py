"""docs/brief.md as a schema, written apart from the code that prints briefs: every field, its type, its words."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field

Days = Annotated[str, Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")] | None
OUTCOMES = "answered empty unclear not_configured skipped refused limited failed late".split()
Kind = Literal["identity", "person", "company", "event", "relation", "history", "consent"]
Outcome = Literal["answered", "empty", "unclear", "not_configured", "skipped", "refused", "limited", "failed", "late"]


class Strict(BaseModel):
    """A field that is missing, undocumented or of another type is an error."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Line(Strict):
    """A sentence with its facts."""

    text: str
    facts: list[str]


class Prospect(Strict):
    """Who is meant."""

    person: str | None
    title: str | None
    email: str | None
    company: str | None
    domain: str | None
    ticker: str | None
    cik: int | None
    lei: str | None
    wikidata: str | None
    identity: Literal["email", "record", "picked", "your word"]


class Key(Line):
    """One of the three."""

    turned: bool
    missing: str | None


class Keys(Strict):
    """All three."""

    who: Key
    why_now: Key
    way_in: Key


class Window(Line):
    """May I dial now?"""

    open: bool | None
    zone: str | None
    local_time: Annotated[str, Field(pattern=r"^\d\d:\d\d$")] | None
    until: Annotated[str, Field(pattern=r"^\d\d:\d\d$")] | None
    opens: str | None


class Voicemail(Line):
    """What is said after the tone."""

    seconds: float
    words: int
    advice: str


class Email(Strict):
    """The mail it points to."""

    subject: str
    body: str
    to: str | None
    facts: list[str]


class Question(Line):
    """One SPIN question."""

    type: Literal["problem", "implication", "need-payoff", "situation"]


class Objection(Strict):
    """What they may say."""

    says: str
    reply: str
    facts: list[str]


class Origin(Strict):
    """Who said it."""

    name: str
    url: str | None


class Fact(Strict):
    """One statement."""

    id: str
    kind: Kind
    topic: str
    subject: str
    key: str
    text: str
    value: str | int | float | bool | dict[str, object] | None
    source: Origin
    event_date: Days
    published: Days
    seen: Days
    confidence: float


class Asked(Strict):
    """What came of one source."""

    name: str
    outcome: Outcome
    ms: int
    facts: int
    title: str
    note: str


class Dropped(Strict):
    """What was not shown."""

    text: str
    reason: str


class HeldOut(Strict):
    """Why there is no brief."""

    until: str
    by: str


class Brief(Strict):
    """The whole document."""

    id: str
    as_of: str
    complete: bool
    sample: bool
    prospect: Prospect
    head: str
    head_facts: list[str]
    warmth: Literal["cold", "cool", "warm", "hot"]
    keys: Keys
    call_window: Window
    do_not_call: bool
    consent: Line
    phone: Line | None
    opener: Line | None
    voicemail: Voicemail | None
    email: Email | None
    questions: list[Question]
    objections: list[Objection]
    handle_with_care: list[Line]
    timeline: list[Line]
    news: list[Line]
    background: list[Line]
    company: list[Line]
    people: list[Line]
    disagreements: list[Line]
    facts: list[Fact]
    unknown: list[str]
    sources: list[Asked]
    dropped: list[Dropped]
    held_out: HeldOut | None


class Candidate(Strict):
    """One of several."""

    ref: str
    person: str | None
    company: str | None
    domain: str | None
    reason: str
    source: str


class Candidates(Strict):
    """When several may be meant."""

    candidates: list[Candidate]


def checked(document: object) -> Brief:
    """The brief, when every documented promise holds: types, words, and that what is cited is there."""
    brief = Brief.model_validate(document)
    ids = [fact.id for fact in brief.facts]
    cited = set(_cited(document))
    keys = (brief.keys.who, brief.keys.why_now, brief.keys.way_in)
    assert len(ids) == len(set(ids)), "a fact's id is its own"
    assert cited <= set(ids), f"cited, but not there: {cited - set(ids)}"
    assert brief.warmth == ("cold", "cool", "warm", "hot")[sum(key.turned for key in keys)]
    assert all((key.missing is None) == key.turned for key in keys), "what is missing has its cheapest way"
    assert all(key.facts for key in keys if key.turned), "a turned key has its evidence"
    assert len(brief.head.split()) <= 35
    assert datetime.fromisoformat(brief.as_of).tzinfo
    assert sum(source.facts for source in brief.sources) == len(ids)
    assert len({source.name for source in brief.sources}) == len(brief.sources)
    _said(brief)
    return brief


def _said(brief: Brief) -> None:
    if brief.voicemail:
        assert brief.voicemail.words <= 65
        assert abs(brief.voicemail.seconds - brief.voicemail.words * 0.4) < 0.05
        assert brief.email, "a voicemail comes with the e-mail it points to"
    if brief.opener:
        assert len(brief.opener.text.split()) <= 45
        assert "@" not in brief.opener.text, "nobody is greeted by their address"
    if brief.do_not_call:
        assert (brief.phone, brief.opener, brief.voicemail, brief.email) == (None, None, None, None)


def _cited(value: object) -> Iterator[str]:
    """Every fact id that is cited anywhere."""
    if isinstance(value, dict):
        thing = cast("dict[str, object]", value)
        for name, inner in thing.items():
            listed = cast("list[object]", inner) if isinstance(inner, list) else []
            cited = [one for one in listed if isinstance(one, str)] if name in {"facts", "head_facts"} else []
            yield from cited or _cited(cast("object", inner))
    elif isinstance(value, list):
        for inner in cast("list[object]", value):
            yield from _cited(inner)

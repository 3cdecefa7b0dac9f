"""The template writer: a complete and safe brief from a dossier, with no model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.briefing import warmth, words
from bot.briefing.check import Check
from bot.briefing.dialling import Hours, call_window, consent
from bot.briefing.keys import judge
from bot.briefing.merge import SINGLE, best, disagreements, shown
from bot.briefing.say import say
from bot.briefing.words import Caller
from bot.model import (
    Brief,
    Dossier,
    Dropped,
    Email,
    Keys,
    Kind,
    Line,
    Objection,
    Question,
    Role,
    Topic,
    Voicemail,
    names,
)
from bot.understand import spaced_phone

HEAD_WORDS = 35
SHOWN = 8  # lines of a list behind *More*; what is left out is counted there


@dataclass(frozen=True, slots=True)
class Writer:
    """Words a brief for one caller and one team's hours."""

    caller: Caller
    hours: Hours

    def write(self, dossier: Dossier, brief_id: str) -> Brief:
        """The brief of a dossier; with nothing found it is short, and says so."""
        today = dossier.as_of.date()
        dropped: list[Dropped] = []
        check = _check(dossier, self.caller)
        claims = warmth.events(dossier.facts, today)
        keys, may = judge(dossier, claims), consent(dossier)
        said = None if may.do_not_call else _Said.of(dossier, self.caller, keys, claims, check, dropped)
        news = [claim for claim in claims if warmth.fresh(claim, today)]
        old = [claim for claim in claims if not warmth.fresh(claim, today)]
        window = call_window(dossier, self.hours)
        return Brief(
            id=brief_id,
            prospect=dossier.prospect,
            as_of=dossier.as_of,
            head=_head(dossier, keys, window.line, may.line, do_not_call=may.do_not_call),
            keys=keys,
            window=window,
            consent=may,
            phone=None if may.do_not_call else _phone(dossier, today),
            opener=said.opener if said else None,
            voicemail=said.voicemail if said else None,
            email=said.email if said else None,
            questions=said.questions if said else (),
            objections=said.objections if said else (),
            care=tuple(_event(c, dossier) for c in news if c.lead.sensitive),
            timeline=_timeline(dossier),
            news=tuple(_event(c, dossier) for c in news if not c.lead.sensitive)[:SHOWN],
            background=tuple(_event(c, dossier) for c in sorted(old, key=_newest_first)[:SHOWN]),
            company=_company(dossier, today),
            people=_people(dossier),
            conflicts=disagreements(dossier.facts, today),
            unknown=_unknown(dossier, keys, window.zone),
            facts=dossier.facts,
            reports=dossier.reports,
            dropped=tuple(dropped),
            complete=dossier.complete,
            sample=any("made up" in fact.source.name.casefold() for fact in dossier.facts),
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said on the call, checked."""

    opener: Line | None
    voicemail: Voicemail | None
    email: Email | None
    questions: tuple[Question, ...]
    objections: tuple[Objection, ...]

    @classmethod
    def of(
        cls,
        dossier: Dossier,
        caller: Caller,
        keys: Keys,
        claims: Sequence[warmth.Claim],
        check: Check,
        dropped: list[Dropped],
    ) -> "_Said":
        """Everything that passes the check; nothing at all when nothing was found to build on."""
        today = dossier.as_of.date()
        trigger = _trigger(claims, keys, today)
        if not (trigger or keys.who.strength or keys.way_in.strength):
            return cls(None, None, None, (), ())
        line = words.opener(dossier, caller, trigger)
        pair = words.voicemail(dossier, caller, trigger)
        if line and not check.kept([(line.text, line.facts)], dropped):
            line = None
        if pair:
            mail = replace(check, known=f"{check.known} {pair[1].subject}")  # the voicemail announces it
            kept = mail.kept([(pair[0].text, pair[0].facts), (pair[1].body, pair[1].facts)], dropped)
            pair = pair if kept else None
        known = frozenset(fact.topic for fact in dossier.facts)
        role = warmth.standing(dossier.prospect, dossier.facts, today).role
        asked = words.questions(dossier, trigger, known)
        against = words.objections(dossier, role.lead if role else None, trigger)
        return cls(
            line,
            pair[0] if pair else None,
            pair[1] if pair else None,
            tuple(q for q in asked if check.kept([(q.text, q.facts)], dropped)),
            tuple(o for o in against if check.kept([(o.reply, o.facts)], dropped)),
        )


def _trigger(claims: Sequence[warmth.Claim], keys: Keys, today: date) -> warmth.Claim | None:
    """The strongest fresh reason that one may open with; layoffs, lawsuits and incidents never are."""
    if not keys.why_now.turned:
        return None
    fit = (c for c in claims if c.lead.weight >= warmth.BACKGROUND and not c.lead.sensitive and warmth.fresh(c, today))
    return next((claim for claim in fit if claim.strength >= warmth.WHY_NOW - warmth.TOLERANCE), None)


def _check(dossier: Dossier, caller: Caller) -> Check:
    person, company = dossier.prospect.person, dossier.prospect.company
    nouns = [caller.name, caller.company, person.name if person else "", company.name if company else ""]
    called = names(dossier.prospect, dossier.facts)
    return Check({fact.id: fact for fact in dossier.facts}, called, " ".join(nouns))


def _head(dossier: Dossier, keys: Keys, window: Line, may: Line, *, do_not_call: bool) -> Line:
    """What can be read while it rings: at most 35 words, what matters most first."""
    today = dossier.as_of.date()
    role = warmth.standing(dossier.prospect, dossier.facts, today).role
    title = role.lead.others.get(Role.TITLE) if role else None
    person, company = dossier.prospect.person, dossier.prospect.company
    who = ", ".join(part for part in (person.name if person else None, title) if part)
    where = company.name if company else ""
    name = f"{who} at {where}" if who and where else who or where
    if do_not_call:
        return Line(_within(f"DO NOT CALL. {name}.", HEAD_WORDS), may.facts)
    warm = f"{keys.warmth.capitalize()}: {keys.turned} of 3 keys"
    said, ids = f"{name}. {warm}.", (role.lead.id,) if role else ()
    for line in (window, may):
        if len(f"{said} {line.text}".split()) < HEAD_WORDS:
            said, ids = f"{said} {line.text[:1].upper()}{line.text[1:]}.", (*ids, *line.facts)
    return Line(_within(said, HEAD_WORDS), ids)


def _within(said: str, limit: int) -> str:
    pieces = said.split()
    return said if len(pieces) <= limit else " ".join(pieces[: limit - 1]) + " …"


def _newest_first(claim: warmth.Claim) -> int:
    when = claim.lead.happened or claim.lead.published
    return -when.on.toordinal() if when else 0


def _event(claim: warmth.Claim, dossier: Dossier) -> Line:
    ids = tuple(fact.id for fact in claim.facts)
    return Line(say(claim.lead, dossier.name(claim.lead.subject)), ids)


def _phone(dossier: Dossier, today: date) -> Line | None:
    person = dossier.prospect.person
    fact = best(dossier.facts, Topic.PHONE, person.id, today) if person else None
    return Line(spaced_phone(shown(fact)), (fact.id,)) if fact else None


def _timeline(dossier: Dossier) -> tuple[Line, ...]:
    touches = [fact for fact in dossier.facts if fact.kind is Kind.HISTORY]
    touches.sort(key=lambda fact: fact.happened.on if fact.happened else date.min, reverse=True)
    return tuple(Line(say(fact, dossier.name(fact.subject)), (fact.id,)) for fact in touches)


def _company(dossier: Dossier, today: date) -> tuple[Line, ...]:
    company = dossier.prospect.company
    if company is None:
        return ()
    about = [f for f in dossier.facts if f.subject == company.id and f.kind in {Kind.COMPANY, Kind.IDENTITY}]
    singles = {topic: best(about, topic, company.id, today) for topic in SINGLE}
    lines = [f for f in about if f.topic not in SINGLE or singles.get(f.topic) == f]
    said: dict[str, Line] = {}
    for fact in lines:
        new = fact.topic is not Topic.TIME_ZONE and str(fact.value) != company.name
        if new:
            said.setdefault(f"{fact.key}{fact.value}".casefold(), Line(say(fact, company.name), (fact.id,)))
    return tuple(said.values())


def _people(dossier: Dossier) -> tuple[Line, ...]:
    """Others around them: colleagues in the records, people a colleague is connected with, weak ways in."""
    mine = {noun.id for noun in (dossier.prospect.person, dossier.prospect.company) if noun}
    around = [
        f
        for f in dossier.facts
        if f.kind in {Kind.PERSON, Kind.RELATION} and (f.subject not in mine or f.kind is Kind.RELATION or f.heard)
    ]
    return tuple(Line(say(fact, dossier.name(fact.subject)), (fact.id,)) for fact in around[: 2 * SHOWN])


def _unknown(dossier: Dossier, keys: Keys, zone: str | None) -> tuple[str, ...]:
    """What we do not know, and for a missing key the cheapest way to get it."""
    person = dossier.prospect.person
    named = (("Who", keys.who), ("Why now", keys.why_now), ("Way in", keys.way_in))
    gaps = [f"{name}: {key.line.text}; {key.missing}" for name, key in named if not key.turned]
    topics: set[Topic] = {fact.topic for fact in dossier.facts if person and fact.subject == person.id}
    if person and Topic.PHONE not in topics:
        gaps.append("Their phone number")
    if person and not person.email:
        gaps.append("Their e-mail address")
    return tuple(gaps if zone else [*gaps, "Their time zone"])

"""The brief as JSON: the documented, stable shape of docs/brief.md."""

from collections.abc import Mapping
from typing import TypeAlias

from bot.briefing.say import say
from bot.model import Brief, Candidate, Fact, Key, Line, Prospect, names

Json: TypeAlias = dict[str, object]


def document(brief: Brief) -> Json:
    """Everything a brief says, JSON-ready; see docs/brief.md."""
    window, called, held = brief.window, names(brief.prospect, brief.facts), brief.held_out
    return {
        "id": brief.id,
        "as_of": brief.as_of.isoformat(),
        "complete": brief.complete,
        "sample": brief.sample,
        "prospect": _prospect(brief.prospect),
        "head": brief.head.text,
        "head_facts": list(brief.head.facts),
        "warmth": brief.keys.warmth.value,
        "keys": {"who": _key(brief.keys.who), "why_now": _key(brief.keys.why_now), "way_in": _key(brief.keys.way_in)},
        "call_window": {
            "open": window.open,
            "zone": window.zone,
            "local_time": window.local_time,
            "until": window.until,
            "opens": window.opens,
            **_line(window.line),
        },
        "do_not_call": brief.consent.do_not_call,
        "consent": _line(brief.consent.line),
        "phone": _line(brief.phone) if brief.phone else None,
        "opener": _line(brief.opener) if brief.opener else None,
        "voicemail": _voicemail(brief),
        "email": _email(brief),
        "questions": [{"type": q.type, "text": q.text, "facts": list(q.facts)} for q in brief.questions],
        "objections": [{"says": o.says, "reply": o.reply, "facts": list(o.facts)} for o in brief.objections],
        "handle_with_care": _lines(brief.care),
        "timeline": _lines(brief.timeline),
        "news": _lines(brief.news),
        "background": _lines(brief.background),
        "company": _lines(brief.company),
        "people": _lines(brief.people),
        "disagreements": _lines(brief.conflicts),
        "facts": [_fact(fact, called) for fact in brief.facts],
        "unknown": list(brief.unknown),
        "sources": [
            {"name": r.name, "outcome": r.outcome.value, "ms": r.ms, "facts": r.facts, "title": r.title, "note": r.note}
            for r in brief.reports
        ],
        "dropped": [{"text": d.text, "reason": d.reason} for d in brief.dropped],
        "held_out": held and {"until": held.until.isoformat(), "by": held.by_name},
    }


def candidates_document(candidates: tuple[Candidate, ...]) -> Json:
    """The picker as JSON: each with what tells it from the others, and the `ref` to choose it by."""
    return {
        "candidates": [
            {
                "ref": c.ref,
                "person": c.person.name if c.person else None,
                "company": c.company.name if c.company else None,
                "domain": c.company.domain if c.company else None,
                "reason": c.reason,
                "source": c.supplier,
            }
            for c in candidates
        ]
    }


def _line(line: Line) -> Json:
    return {"text": line.text, "facts": list(line.facts)}


def _lines(lines: tuple[Line, ...]) -> list[Json]:
    return [_line(line) for line in lines]


def _key(key: Key) -> Json:
    return {"turned": key.turned, "facts": list(key.line.facts), "missing": key.missing or None, "text": key.line.text}


def _voicemail(brief: Brief) -> Json | None:
    said = brief.voicemail
    if said is None:
        return None
    return {
        "text": said.text,
        "seconds": said.seconds,
        "facts": list(said.facts),
        "words": said.words,
        "advice": said.advice,
    }


def _email(brief: Brief) -> Json | None:
    mail = brief.email
    return mail and {"subject": mail.subject, "body": mail.body, "to": mail.to, "facts": list(mail.facts)}


def _prospect(prospect: Prospect) -> Json:
    person, company = prospect.person, prospect.company
    return {
        "person": person.name if person else None,
        "title": person.title if person else None,
        "email": person.email if person else None,
        "company": company.name if company else None,
        "domain": company.domain if company else None,
        "ticker": company.tickers[0] if company and company.tickers else None,
        "cik": company.cik if company else None,
        "lei": company.lei if company else None,
        "wikidata": company.qid if company else None,
        "identity": prospect.identity.value,
    }


def _fact(fact: Fact, called: Mapping[str, str]) -> Json:
    day = fact.happened
    return {
        "id": fact.id,
        "kind": fact.kind.value,
        "topic": fact.topic.value,
        "subject": fact.subject,
        "key": fact.key,
        "text": say(fact, called.get(fact.subject, fact.subject)),
        "value": dict(fact.value) if isinstance(fact.value, dict) else fact.value,
        "source": {"name": fact.source.name, "url": fact.source.url},
        "event_date": str(day) if day else None,
        "published": str(fact.published) if fact.published else None,
        "seen": str(fact.seen) if fact.seen else None,
        "confidence": fact.confidence,
    }

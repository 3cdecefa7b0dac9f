"""The first screen of a brief: at most 120 words, decision first; and what stands there while it warms up."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.cards import Button, Buttons, Card, Fields, Menu, Part, Span, Text, Tone, bold, text, words
from bot.model import Brief, CallOutcome, HeldOut, Identity, Key, Line, Outcome

FIRST_SCREEN = 120  # words (product.md law 5)
CHOICES = (("In 1 hour", "hour"), ("Tomorrow", "tomorrow"), ("In 3 days", "days"), ("Next week", "week"))
LONGEST_WORDS = 1500  # characters of what a button carries
LETTERS = 16  # a word this long on average is no sentence
_DAY = re.compile(r" (?:on|in|since) (?:\d{1,2} )?[A-Z][a-z]+(?: \d{4})?$")
FITS = ((24, 2), (24, 1), (16, 1), (24, 0), (16, 0), (12, 0), (8, 0), (6, 0), (4, 0))
"""Ever less: words of a key's line, and how many questions stand on the first screen. The rest is behind *More*."""


def warming_card(asked: str) -> Card:
    """What is shown at once."""
    said = f"Warming up {asked.strip()[:80]} …"
    return Card(said, (text(said, tone=Tone.QUIET),))


def brief_card(brief: Brief) -> Card:
    """The first screen, in as many words as fit; of a held-out account, whether and how to call."""
    if brief.held_out:
        return _held_out_card(_squeezed(brief), brief.held_out)
    for key_words, questions in FITS:
        card = _card(brief, key_words, questions)
        if _fits(card):
            return card
    return _card(_squeezed(brief), *FITS[-1])


def _card(brief: Brief, key_words: int, questions: int) -> Card:
    parts = [*_top(brief), _keys(brief, key_words), *_talk(brief, questions), *_below(brief)]
    return Card(brief.head.text, (*parts, _buttons(brief)), brief.id)


def _fits(card: Card) -> bool:
    said = words(Card("", tuple(part for part in card.parts if not isinstance(part, Buttons))))
    return len(said.split()) <= FIRST_SCREEN and len(said) <= FIRST_SCREEN * LETTERS


def _squeezed(brief: Brief) -> Brief:
    """With the beginnings of names and numbers that are as long as speeches, so that the rest is seen as well."""
    person, company, opener, phone = brief.prospect.person, brief.prospect.company, brief.opener, brief.phone
    person = person and replace(person, name=short(person.name, 3), title=short(person.title or "", 3))
    company = company and replace(company, name=short(company.name, 3))
    return replace(
        brief,
        prospect=replace(brief.prospect, person=person, company=company),
        opener=opener and replace(opener, text=short(opener.text, 20)),
        phone=phone and replace(phone, text=short(phone.text, 4)),
        consent=replace(brief.consent, line=replace(brief.consent.line, text=short(brief.consent.line.text, 12))),
    )


def _held_out_card(brief: Brief, why: HeldOut) -> Card:
    """Nothing to call with but what must be known; a brief all the same is theirs to ask for, and is counted."""
    until = f"{why.until:%-d %B %Y}"
    company = brief.prospect.company.name if brief.prospect.company else "This account"
    group = f"{company} is in the comparison group of an experiment {why.by_name} started to see whether briefs pay."
    said = text(bold(f"No brief until {until}. "), group, " Call as you would without me, and log how it went.")
    anyway = Button("Brief me anyway", "brief_anyway", f"{brief.id}\n{brief.prospect.title[:LONGEST_WORDS]}")
    counted = text("A brief all the same stays in the comparison group, and the results say so.", tone=Tone.QUIET)
    buttons = Buttons((*_logging(brief), anyway, Button("Not them?", "not_them", brief.id)))
    title = text(bold(_name(brief)), tone=Tone.TITLE)
    return Card(brief.head.text, (title, _dialling(brief), said, counted, buttons), brief.id)


def _top(brief: Brief) -> list[Part]:
    keys = brief.keys
    warm = f"{keys.warmth}: {keys.turned} of 3 keys"
    return [text(bold(_name(brief)), f"   {warm}", tone=Tone.TITLE), _dialling(brief)]


def _dialling(brief: Brief) -> Text:
    """Whether one may dial, and the number; of who asked not to be called, that alone."""
    if brief.consent.do_not_call:
        return text(bold("Do not call. "), *cited(brief.consent.line, brief), tone=Tone.WARNING)
    phone: list[Span | str] = [" · ", *cited(brief.phone, brief)] if brief.phone else []
    return text("☎ ", *cited(brief.window.line, brief), *phone, " · ", *cited(brief.consent.line, brief))


def _name(brief: Brief) -> str:
    person, company = brief.prospect.person, brief.prospect.company
    names = [person.name if person else None, person.title if person else None, company.name if company else None]
    word = " (identity: your word)" if person and brief.prospect.identity is Identity.YOUR_WORD else ""
    return " · ".join(short(name, 8) for name in names if name) + word


def _keys(brief: Brief, limit: int) -> Fields:
    keys = brief.keys
    named = (("Who", keys.who), ("Why now", keys.why_now), ("Way in", keys.way_in))
    return Fields(tuple((f"{'✔' if key.turned else '✘'} {name}", _key(key, brief, limit)) for name, key in named))


def _key(key: Key, brief: Brief, limit: int) -> Text:
    line = Line(_dated(key.line.text, limit), key.line.facts)
    hint = short(key.missing, limit) if key.missing else ""
    return text(*cited(line, brief), f". {hint[:1].upper()}{hint[1:]}" if hint else "")


def _talk(brief: Brief, questions: int) -> list[Part]:
    rows: list[tuple[str, Text]] = []
    if brief.opener:
        rows.append(("Open with", text("“", brief.opener.text, "”", *marks(brief.opener.facts, brief))))
    rows += [("Ask", text(q.text, *marks(q.facts, brief))) for q in brief.questions[:questions]]
    return [Fields(tuple(rows))] if rows else []


def _below(brief: Brief) -> list[Part]:
    notes: list[str] = []
    if brief.sample:
        notes.append("Made-up sample data.")
    asked = [report.title for report in brief.reports if report.outcome is Outcome.LATE]
    if not brief.complete:
        notes.append("Still asking.")
    elif asked:
        notes.append(f"Late: {', '.join(asked)}.")
    broken = [r.title for r in brief.reports if r.outcome in {Outcome.FAILED, Outcome.REFUSED, Outcome.LIMITED}]
    if broken:
        notes.append(f"No answer: {', '.join(broken)}.")
    return [text(" ".join(notes), tone=Tone.QUIET)] if notes else []


def _buttons(brief: Brief) -> Buttons:
    more, share = Button("More", "more", brief.id, primary=True), Button("Share", "share", brief.id)
    return Buttons((*_logging(brief), more, share, Button("Not them?", "not_them", brief.id)))


def _logging(brief: Brief) -> tuple[Button | Menu, ...]:
    """What one does about them, briefed or not."""
    log = Menu("Log call", "log_call", tuple((one.label, f"{brief.id}\n{one.value}") for one in CallOutcome))
    choices = (*CHOICES, ("Pick a date", ""))
    options = tuple((label, f"{brief.id}\n{choice}") for label, choice in choices)
    remind = Menu("Remind me", "remind_me", options, opens=(f"{brief.id}\n",))
    calling = (log,) if brief.prospect.person and not brief.consent.do_not_call else ()
    return (*calling, remind, Button("Save intel", "heard_form", brief.id))


def cited(line: Line, brief: Brief) -> list[Span | str]:
    """A sentence followed by its numbered sources."""
    return [line.text, *marks(line.facts, brief)]


def marks(ids: Sequence[str], brief: Brief) -> list[Span | str]:
    """[2] for each fact, a link where its source has one; at most three, the rest are behind *More*."""
    links = {fact.id: fact.source.url for fact in brief.facts}
    return [
        span for fact_id in ids[:3] for span in (" ", Span(f"[{fact_id.removeprefix('F')}]", link=links.get(fact_id)))
    ]


def _dated(said: str, limit: int) -> str:
    """Shortened before its day, never in it: an event without its day is no reason to call."""
    day = _DAY.search(said)
    if not day or len(said.split()) <= limit:
        return short(said, limit)
    what = re.sub(r" \([^()]*\)", "", said[: day.start()])
    return short(what, max(limit - len(day[0].split()), 1)) + day[0]


def short(said: str, limit: int) -> str:
    """At most `limit` words of a usual length; what is cut stands behind *More*."""
    pieces = said[: limit * LETTERS].split()
    return said if len(pieces) <= limit and len(said) <= limit * LETTERS else " ".join(pieces[:limit]) + " …"

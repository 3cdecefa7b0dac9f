"""What *More* unfolds: voicemail, questions, objections, timeline, company, people, unknowns, sources."""

from collections.abc import Iterable

from bot.cards import Button, Buttons, Card, Part, Table, Text, Tone, bold, text
from bot.model import Brief, Fact, Kind, Line, Report, Role
from handlers.warmup.card import cited, marks

SHOWN = 10  # lines of one list; how many more there are is said


def more_card(brief: Brief) -> Card:
    """Everything behind the first screen; what there is nothing of is left out."""
    parts: list[Part] = [text(bold(f"More on {brief.prospect.title}"), tone=Tone.TITLE)]
    for title, rows in (
        ("Handle with care: never open with it", _lines(brief.care, brief)),
        ("Voicemail", _voicemail(brief)),
        ("E-mail", _email(brief)),
        ("Questions", [text(f"{q.type.capitalize()}: {q.text}", *marks(q.facts, brief)) for q in brief.questions]),
        ("If they say", [text(bold(f"{o.says}: "), o.reply, *marks(o.facts, brief)) for o in brief.objections]),
        ("What we did with them", _lines(brief.timeline, brief)),
        ("News", _lines(brief.news, brief)),
        ("Background, not news", _lines(brief.background, brief)),
        ("Company", _lines(brief.company, brief)),
        ("People around them", _lines(brief.people, brief)),
        ("Where sources disagree", _lines(brief.conflicts, brief)),
        ("What we do not know", [text(gap) for gap in brief.unknown]),
    ):
        if rows:
            parts += [text(bold(title)), *rows[:SHOWN], *_left_out(len(rows) - SHOWN)]
    return Card(f"More on {brief.prospect.title}", (*parts, *_sources(brief), *_buttons(brief)))


def _lines(lines: Iterable[Line], brief: Brief) -> list[Text]:
    return [text("• ", *cited(line, brief)) for line in lines]


def _left_out(count: int) -> list[Text]:
    return [text(f"and {count} more", tone=Tone.QUIET)] if count > 0 else []


def _voicemail(brief: Brief) -> list[Text]:
    said = brief.voicemail
    if said is None:
        return []
    length = f"{said.words} words, {said.seconds:.0f} seconds. {said.advice}"
    return [text(f"“{said.text}”", *marks(said.facts, brief)), text(length, tone=Tone.QUIET)]


def _email(brief: Brief) -> list[Text]:
    mail = brief.email
    if mail is None:
        return []
    return [text(f"To {mail.to or '(address unknown)'}: “{mail.subject}”"), text(mail.body, *marks(mail.facts, brief))]


def _sources(brief: Brief) -> list[Part]:
    grouped: dict[str, list[str]] = {}
    for fact in brief.facts:
        grouped.setdefault(_source(fact), []).append(f"[{fact.id.removeprefix('F')}]")
    rows = [text(f"{' '.join(ids)} {said}", tone=Tone.QUIET) for said, ids in grouped.items()]
    parts: list[Part] = []
    if rows:
        parts += [text(bold("Sources")), *rows[: 3 * SHOWN], *_left_out(len(rows) - 3 * SHOWN)]
    reports = tuple(_report(report) for report in brief.reports)
    return [*parts, text(bold("Who was asked")), Table(("Source", "Answer", "Facts", "Time"), reports)]


def _source(fact: Fact) -> str:
    """Who said it, with its dates kept apart, how sure, and where to open it."""
    dates = [
        f"{word} {day}"
        for word, day in (("event", fact.happened), ("published", fact.published), ("seen", fact.seen))
        if day
    ]
    licence = [fact.source.licence] if fact.source.licence.startswith("CC") else []
    sure = [f"confidence {fact.confidence:.0%}"] if fact.confidence < 1 else []
    return ", ".join([fact.source.name, *(dates or ["no date"]), *sure, *licence, *filter(None, [fact.source.url])])


def _report(report: Report) -> tuple[str, str, str, str]:
    answer = report.outcome.value.replace("_", " ") + (f": {report.note}" if report.note else "")
    return (report.title, answer, str(report.facts), f"{report.ms} ms")


def _buttons(brief: Brief) -> list[Part]:
    everything = Button("Show me all", "intel_all", brief.id)
    if brief.prospect.person and not brief.keys.way_in.turned and not brief.consent.do_not_call:
        return [Buttons((everything, Button(_whom_to_ask(brief), "ask_colleague", brief.id), *_share(brief)))]
    return [Buttons((everything, *_share(brief)))]


def _whom_to_ask(brief: Brief) -> str:
    """Ask Sam: whoever may be a way in, though nobody said so yet."""
    ways = [fact for fact in brief.facts if fact.kind is Kind.RELATION and fact.id in brief.keys.way_in.line.facts]
    name = ways[0].others.get(Role.COLLEAGUE, "") if ways else ""
    return f"Ask {name.split()[0]}" if name else "Ask a colleague"


def _share(brief: Brief) -> tuple[Button, ...]:
    return (Button("Share", "share", brief.id),) if not brief.consent.do_not_call else ()

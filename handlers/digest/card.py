"""How a digest looks: at most 150 words with the chart, and everything else in its thread."""

from collections.abc import Sequence
from itertools import accumulate
from zoneinfo import ZoneInfo

from bot import understand
from bot.cards import Button, Buttons, Card, Fields, Part, Picture, Span, Table, Text, Tone, bold, text, words
from bot.measuring import Fall, Rate, counted
from bot.measuring.intervals import newcombe
from bot.store import Owed, Schedule
from handlers.digest.gather import LISTED, Gathered, Step, Uncalled

FIRST = 150  # words of the first message, the chart's among them
NAMED = 3  # of each kind in the first message
NAME = 3  # words of a name
EVENT = 14  # words of an event in the first message
WHOLE = 40  # in the thread: a source may say anything
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TRY = {
    "conversations": "Say the reason for the call in the first sentence: the brief's opener has it, with its source.",
    "meetings": "Ask for the meeting with a day and an hour, and offer a second one.",
}
Row = tuple[str, Text]


def digest_card(found: Gathered, chart: Picture | None, planned: Schedule | None) -> Card:
    """The digest; of a time without calls one line. What does not fit into 150 words is only in the thread."""
    title = f"Prospecting, {found.period.name}"
    foot = _foot(planned)
    if not found.dials:
        return Card(title, (text(_nothing(found)), *foot), more=_thread(found))
    head = (text(title, tone=Tone.TITLE), *((chart,) if chart else ()))
    rows = _rows(found)
    room = FIRST - _length((*head, *foot))
    kept = sum(total <= room for total in accumulate(_length((Fields((row,)),)) for row in rows))
    return Card(title, (*head, Fields(tuple(rows[:kept])), *foot), more=_thread(found))


def planned_card(planned: Schedule, locale: str, country: str | None, *, here: bool) -> Card:
    """What was understood: when, where, and the exact moment of the next one."""
    what = "Weekly digest" if planned.week else "Digest"
    where = "here" if here or not planned.name else f"in #{planned.name}"
    when = f"{what} {where}, {at(planned)}"
    first = f"Next: {understand.said(planned.due, ZoneInfo(planned.zone), locale)}" if planned.due else ""
    off = Buttons((Button("Turn off", "digest_off", planned.channel),))
    note = f"Not on holidays in {country}." if country else "Holidays too: no country is set (WARMUP_REGION)."
    return Card(f"{when}. {first}", (text(bold(when)), text(first), text(note, tone=Tone.QUIET), off))


def off_card(planned: Schedule, who: str) -> Card:
    """It is turned off, and how to have it again."""
    where = f" in #{planned.name}" if planned.name else ""
    again = f"/warmup digest {'week ' if planned.week else ''}at {planned.at:%H:%M} {_days(planned)}"
    said = f"{who} turned the digest{where} off. To have it again: {again}"
    return Card(said, (text(said),))


def at(planned: Schedule) -> str:
    """`weekdays at 08:30 (Europe/Madrid)`."""
    return f"{_days(planned)} at {planned.at:%H:%M} ({planned.zone})"


def _days(planned: Schedule) -> str:
    named = {frozenset(range(5)): "weekdays", frozenset(range(7)): "every day"}
    return named.get(planned.weekdays) or " and ".join(f"{DAYS[day]}s" for day in sorted(planned.weekdays))


def _foot(planned: Schedule | None) -> tuple[Part, ...]:
    if planned is None:
        return ()
    where = f"#{planned.name}, " if planned.name else ""
    note = text(f"{where}{at(planned)}, asked for by {_short(planned.made_by_name)}", tone=Tone.QUIET)
    return note, Buttons((Button("Turn off", "digest_off", planned.channel),))


# ── The first message ──


def _nothing(found: Gathered) -> str:
    late = f" {_owed(found.owed)}." if found.owed else ""
    return f"No calls were logged: {found.period.name}.{' Overdue follow-ups:' + late if late else ''}"


def _rows(found: Gathered) -> list[Row]:
    """What counts, the most important first."""
    connects, conversations, meetings = found.steps
    counts = ((connects, connects.now.n), (conversations, conversations.now.n), (meetings, meetings.now.n))
    said = " · ".join(
        (counted(found.dials, "dial"), *(counted(n or 0, step.name.removesuffix("s")) for step, n in counts))
    )
    rows: list[Row] = [("Calls", text(said))]
    rows += _lost(found)
    if found.owed:
        rows.append(("Overdue", text(_owed(found.owed))))
    if found.uncalled:
        accounts = "; ".join(
            f"{_short(one.company)}{_for(one)}: {_cut(_event(one), EVENT)}" for one in found.uncalled[:2]
        )
        rows.append(("Not called", text(accounts, _rest(len(found.uncalled) - 2))))
    if found.held_out:
        rows.append(("Held out", text(_held(found))))
    if found.warm.of or found.cold.of:
        rows.append(("Warm or cold", text(_compared(found))))
    if found.heard:
        rows.append(("Heard", text(f"{len(found.heard)} new, in the thread")))
    return rows


def _held(found: Gathered) -> str:
    """An experiment keeps them out of what is told here: how many, never which."""
    return f"{counted(found.held_out, 'account')} with news, by the experiment"


def _event(one: Uncalled) -> str:
    """Without the company's name in front, which stands there already."""
    return one.event.removeprefix(f"{one.company} ")


def _for(one: Uncalled) -> str:
    return f" ({_short(one.owner)})" if one.owner else ""


def _lost(found: Gathered) -> list[Row]:
    """The step that lost the most against the team's own four weeks, and what to try."""
    if not any(step.comparable for step in found.steps):
        before = found.steps[0].before.of
        return [
            (
                "Lost most",
                text(f"too little data to compare ({counted(found.dials, 'dial')} against {before or 0:,} before)"),
            )
        ]
    fall = found.fall
    if fall is None:
        return [("Lost most", text("no step is below the 4 weeks before"))]
    step = next(step for step in found.steps if step.name == fall.step)
    rows: list[Row] = [("Lost most", text(bold(f"{step.name} of {step.of}"), f": {_fell(step, fall)}"))]
    tip = _tip(found, fall)
    return [*rows, ("Try", text(tip))] if tip else rows


def _tip(found: Gathered, fall: Fall) -> str:
    if fall.step in TRY:
        return TRY[fall.step]
    if found.best_hour is None:
        return "Check the numbers before dialling, and try another hour: no hour has 30 dials yet."
    hour, rate = found.best_hour
    return f"Dial between {hour}:00 and {hour + 1}:00: most connected then: {_full(rate)}."


def _fell(step: Step, fall: Fall) -> str:
    chance = "chance could do that" if fall.high >= 0 else "more than chance explains"
    return f"{_full(step.now)}, in the 4 weeks before {_full(step.before)}: {chance}"


def _compared(found: Gathered) -> str:
    """Conversations per dial, warm and cold, with what may be said of the difference."""
    warm, cold = found.warm, found.cold
    both = f"Conversations of warm dials {_full(warm)}, of cold {_full(cold)}"
    if not warm.of or not cold.of:
        return f"{both}: too little data"
    low, high = newcombe((warm.n or 0, warm.of), (cold.n or 0, cold.of))
    return f"{both}: {'too early to tell' if low <= 0 <= high else 'an observation, not an experiment'}"


def _owed(owed: Sequence[Owed]) -> str:
    """`7: Dana Cho 4, Sam Lee 3`, by name and not by number."""
    named = ", ".join(f"{_short(each.name)} {each.count}" for each in owed[:NAMED])
    return f"{sum(each.count for each in owed)}: {named}{_rest(len(owed) - NAMED)}"


def _rest(number: int) -> str:
    return f" and {number} more" if number > 0 else ""


# ── Its thread ──


def _thread(found: Gathered) -> tuple[Part, ...]:
    parts: list[Part] = []
    if found.dials:
        parts += [_table(found.steps), text(_how(found), tone=Tone.QUIET)]
    if found.dials and (found.warm.of or found.cold.of):
        parts += [text(bold("Warm or cold, 4 weeks and this time")), text(_compared(found))]
    if found.owed:
        parts += [text(bold("Overdue follow-ups")), *_promises(found)]
    if found.uncalled:
        parts.append(text(bold("News nobody has called about")))
        parts += [
            text("• ", Span(one.company, bold=True), ": ", Span(_cut(_event(one), WHOLE), link=one.link), _owner(one))
            for one in found.uncalled
        ]
        parts.append(text(_where(found), tone=Tone.QUIET))
    if found.held_out:
        parts.append(text(f"Held out: {_held(found)}.", tone=Tone.QUIET))
    if found.heard:
        parts.append(text(bold("Heard")))
        for one in found.heard:
            said = Span(f"“{_cut(one.text, 60)}”", link=one.link)
            parts.append(
                text("• ", Span(one.whom.title, bold=True), ": ", said, f" {one.author_name}, {one.said_at:%-d %b}")
            )
    return tuple(parts)


def _owner(one: Uncalled) -> str:
    return f" · {one.owner}" if one.owner else ""


def _where(found: Gathered) -> str:
    """Where the news come from: silence about the other accounts would read as no news."""
    book = f" and of {counted(found.looked_at, 'account')} of the book looked at meanwhile" if found.looked_at else ""
    return f"Events of the last 30 days, from the team's own briefs{book}; nobody has got in touch since."


def _table(steps: Sequence[Step]) -> Table:
    rows = [(f"{step.name} of {step.of}", _full(step.now), _full(step.before)) for step in steps]
    return Table(("Step", "This time", "4 weeks before"), tuple(rows))


def _how(found: Gathered) -> str:
    """How to read it."""
    return (
        f"{found.period.name}, {found.period.zone.key}. In parentheses the 95 % interval, clustered by prospect: where"
        " it is wide there is too little data. Of the team, never of a person."
    )


def _promises(found: Gathered) -> list[Part]:
    zone = found.period.zone
    parts: list[Part] = [
        text("• ", Span(each.name, bold=True), f": {each.count}, the oldest due {each.since.astimezone(zone):%-d %b}")
        for each in found.owed[:LISTED]
    ]
    parts += [
        text(f"  {one.due.astimezone(zone):%-d %b} · {one.rep_name} · {one.what or 'follow up'} · {one.whom.title}")
        for one in found.overdue
    ]
    return parts


# ── In words ──


def _full(rate: Rate) -> str:
    """`20% (12 of 60; 12–32%)`; of nothing `none`."""
    if not rate.of or rate.rate is None:
        return "none"
    between = f"; {rate.low * 100:.0f}–{rate.high * 100:.0f}%" if rate.low is not None and rate.high is not None else ""
    return f"{rate.rate * 100:.0f}% ({rate.n:,} of {rate.of:,}{between})"


def _short(name: str) -> str:
    return " ".join(name.split()[:NAME])[:60]


def _cut(said: str, most: int) -> str:
    there = said.split()
    return " ".join(there[:most]) + ("…" if len(there) > most else "")


def _length(parts: Sequence[Part]) -> int:
    return len(words(Card("", tuple(parts))).split())

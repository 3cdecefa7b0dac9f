"""An experiment as cards: what it would do and how long it must run, that it runs, what it shows, and its end."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import Button, Buttons, Card, Fields, Part, Table, Text, Tone, bold, text
from bot.measuring import WEEK, Pace, Plan, counted, doubts, judged, tried
from bot.store import Experiment, Trial, Window
from handlers.yields.card import rated

TITLE = "Experiment: do briefs pay?"
WHAT = (
    "A share of your accounts, drawn by lot and the same until the end, gets no brief; all others go on as now. Then"
    " their meetings are compared: an experiment, not an opinion. Do-not-call and calling hours hold for everybody, and"
    " whoever wants a brief of a held-out account all the same gets it, and is counted."
)
POWER = "Long enough for a doubling of meetings to show four times in five (5 %, two-sided)."
LITTLE = (
    "Too little data to say how long it must run: it takes ten meetings at ten accounts that have had their four weeks."
    " It would run half a year, and then say whether that was enough."
)


def proposal_card(at: Pace, plans: Sequence[Plan]) -> Card:
    """What it would do, how long it must run at which share, and a button for each that is worth it."""
    offered = [one for one in plans if one.sensible]
    starts = [Button(f"Start with {one.share} %", "start_experiment", f"{one.share}\n{one.length}") for one in offered]
    rows = tuple((f"{one.share} % of accounts", _long(one), _day(one.judged)) for one in plans)
    parts: list[Part] = [text(bold(TITLE)), text(WHAT), text(_pace(at))]
    parts += [Table(("Held out", "Must run", "Judged on"), rows), text(_power(at), tone=Tone.QUIET)]
    if not offered:
        parts.append(text("At your pace no share shows anything within two years: it is not worth it yet."))
    return Card(TITLE, (*parts, Buttons((*starts, Button("Not now", "no_experiment")))))


def begun_card(one: Experiment, *, here: bool) -> Card:
    """That it runs; for who came second, whose it is."""
    said = "The experiment has begun." if here else "An experiment runs already; a team has one at a time."
    judgement = text(f"It is to be judged on {_day(judged(one.end))}: {LOOK}")
    return Card(said, (text(bold(said)), _about(one), judgement, Buttons((_stop(one),))))


LOOK = "see how far it is with /warmup yield experiment"


def no_card(name: str) -> Card:
    """What stands there when somebody would rather not."""
    said = f"No experiment for now, says {name}."
    return Card(said, (text(said, tone=Tone.QUIET),))


def stop_card(one: Experiment, now: datetime) -> Card:
    """Whether to stop, asked once."""
    weeks, whole = (int(span / WEEK) for span in (now - one.started_at, one.until - one.started_at))
    said = f"Stop the experiment after {weeks} of {whole} weeks?"
    why = "What was measured is kept and can be read; a shorter one shows less. It cannot be taken up again."
    stop = Button("Stop it for good", "end_experiment", one.id)
    return Card(said, (text(bold(said)), text(why), Buttons((stop, Button("Keep it running", "keep_experiment")))))


def result_card(trial: Trial, asked: Window, now: datetime) -> Card:
    """What it shows so far, as assigned, and what speaks against it."""
    one, shown = trial.experiment, tried(trial, asked)
    a, b = trial.briefing.sums, trial.held_out.sums
    rows = [
        (shown.between.capitalize(), text(shown.verdict)),
        ("Briefing", text(f"{rated(shown.a)}, at {counted(a.prospects, 'account')}")),
        ("Held out", text(f"{rated(shown.b)}, at {counted(b.prospects, 'account')}")),
    ]
    if trial.ripening:
        rows.append(("Ripening", text(f"{trial.ripening:,} later prospects, in neither yet")))
    parts: list[Part] = [text(bold(TITLE)), _about(one), Fields(tuple(rows))]
    parts += [text(f"{said}.", tone=Tone.QUIET) for said in doubts(trial)]
    runs = one.runs_at(now)
    button = _stop(one) if runs else Button("Plan another", "show_experiment", "another")
    return Card(f"{TITLE} {shown.verdict}", (*parts, text(HOW, tone=Tone.QUIET), Buttons((button,))))


HOW = (
    "Meetings of prospects first touched while it ran, by the arm their account was drawn into; 95 % intervals,"
    " clustered by account. More: docs/yield.md"
)


def _about(one: Experiment) -> Text:
    began = f"{one.started_by_name} started it on {_day(one.started_at)}: {one.share} % of accounts get no brief"
    if one.stopped and one.ended_at:
        return text(f"{began}. {one.ended_by_name} stopped it on {_day(one.ended_at)}, before {_day(one.until)}.")
    return text(f"{began} until {_day(one.until)}.")


def _stop(one: Experiment) -> Button:
    return Button("Stop the experiment", "stop_experiment", one.id)


def _pace(at: Pace) -> str:
    held = f"{at.accounts:.1f} accounts, {at.prospects:.1f} prospects and {at.conversations:.1f} conversations"
    return f"In the last {at.weeks:.0f} ripe weeks you began {held} a week. Meetings of prospects: {rated(at.met)}."


def _power(at: Pace) -> str:
    if at.likeness is None:
        return LITTLE
    alike = f"Prospects of one account resemble each other, so that it takes {at.likeness:.1f} times as many of them."
    return f"{POWER} {alike}" if at.likeness > 1.05 else POWER  # noqa: PLR2004 (said as 1.1 or more)


def _long(one: Plan) -> str:
    if one.weeks is None:
        return f"nobody can say yet; {one.length} weeks"
    weeks = "about 1 week" if one.weeks == 1 else f"about {one.weeks:,} weeks"
    return f"{weeks} at your pace" + ("" if one.sensible else ": too long to be worth it")


def _day(moment: datetime) -> str:
    return f"{moment:%-d %B %Y}"

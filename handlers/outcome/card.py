"""What is shown after a call was logged: what stands in the log, Undo, and the next touch as a button."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.briefing.workdays import Workdays
from bot.cards import Button, Buttons, Card, Menu, Part, Tone, bold, text
from bot.model import CallOutcome, Touch

LATER = (
    (timedelta(days=30), "In a month"),
    (timedelta(days=91), "In three months"),
    (timedelta(days=182), "In half a year"),
)
WHY_NOT = ("No budget", "Has a supplier", "No need", "Bad moment", "Did not say")


@dataclass(frozen=True, slots=True)
class Next:
    """The next touch an outcome proposes: what to do, in how many working days, at which time."""

    what: str
    workdays: int
    at: time


NEXT = {
    CallOutcome.NO_ANSWER: Next("call again", 1, time(16, 30)),
    CallOutcome.WRONG_NUMBER: Next("find the right number", 0, time(9)),
    CallOutcome.VOICEMAIL: Next("call after voicemail", 2, time(10)),
    CallOutcome.GATEKEEPER: Next("call again early", 1, time(9)),
    CallOutcome.HUNG_UP: Next("write to them instead", 5, time(10)),
    CallOutcome.TALKED: Next("follow up on the call", 3, time(10)),
    CallOutcome.MEETING: Next("confirm the meeting", 1, time(9)),
    CallOutcome.NOT_INTERESTED: Next("see what has changed", 65, time(10)),
    CallOutcome.WRONG_PERSON: Next("find the right person", 1, time(10)),
    CallOutcome.LEFT: Next("find who took over", 1, time(10)),
}
"""Our own choices; the yields will tell. None for *Not now* (asks when) and *Do not call* (never)."""


def logged_card(touch: Touch, now: datetime, workdays: Workdays) -> Card:
    """The touch as it stands in the log, with what can be done next."""
    said = f"{touch.rep_name}: {touch.outcome.label.lower()}, {touch.whom.title}"
    parts: list[Part] = [text("✔ ", bold(touch.outcome.label), f"  {touch.whom.title}  ({touch.rep_name})")]
    if touch.note:
        parts.append(text(touch.note))
    parts += _questions(touch, now, workdays)
    undo = Button("Undo", "undo_touch", touch.id)
    note = Button("Add a note", "note_form", touch.id)
    return Card(said, (*parts, Buttons((*_proposal(touch, now, workdays), undo, note))))


def undone_card(touch: Touch) -> Card:
    """What stands there once it is taken back."""
    said = f"Undone: {touch.outcome.label.lower()}, {touch.whom.title}"
    return Card(said, (text(said, tone=Tone.QUIET),))


def _proposal(touch: Touch, now: datetime, workdays: Workdays) -> list[Button]:
    step = NEXT.get(touch.outcome)
    if step is None:
        return []
    due = workdays.in_workdays(now, step.workdays, step.at)
    label = f"{step.what[:1].upper()}{step.what[1:]}: {due:%a} {due.day} {due:%b}, {due:%H:%M}"
    return [Button(label, "propose", proposal(touch.id, due, step.what), primary=True)]


def _questions(touch: Touch, now: datetime, workdays: Workdays) -> list[Part]:
    """What only they can answer: when, why, who."""
    match touch.outcome:
        case CallOutcome.NOT_NOW:
            when = [
                Button(label, "propose", proposal(touch.id, workdays.moved(now + span), "call again, as they asked"))
                for span, label in LATER
            ]
            return [text("When shall I remind you?"), Buttons((*when, Button("Pick a date", "pick_date", touch.id)))]
        case CallOutcome.NOT_INTERESTED:
            return [Buttons((Menu("Why not?", "why_not", tuple((why, f"{touch.id}\n{why}") for why in WHY_NOT)),))]
        case CallOutcome.WRONG_PERSON:
            return [Buttons((Button("Who is the right one?", "who_form", touch.id),))]
        case CallOutcome.DO_NOT_CALL:
            return [text("Nobody in the team will be shown their number from now on.")]
        case _:
            return []


def proposal(touch_id: str, due: datetime, what: str) -> str:
    """What a proposal's button carries."""
    return f"{touch_id}\n{due.isoformat()}\n{what}"

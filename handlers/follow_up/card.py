"""How a follow-up looks: confirmed, listed, due, and over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot import understand
from bot.cards import Button, Buttons, Card, Fields, Menu, Part, Tone, bold, mention, text
from bot.model import FollowUp

CHOICES = (("In 1 hour", "hour"), ("Tomorrow", "tomorrow"), ("In 3 days", "days"), ("Next week", "week"))


def confirmed_card(promise: FollowUp, *, again: bool = False, given: bool = False) -> Card:
    """What was understood: the exact day, date, time and zone; and who keeps it, when it was given to somebody else."""
    when = exactly(promise)
    said = f"{'Moved: I' if again else 'I'} will remind {promise.rep_name} on {when}: {_what(promise)}"
    change, cancel = Button("Change", "reschedule_form", promise.id), Button("Cancel", "cancel_follow_up", promise.id)
    hand_over = Button("Hand over", "hand_over_form", promise.id)
    keeps = (text(f"{promise.rep_name} keeps it from now on."),) if given else ()
    return Card(said, (text("⏰ ", bold(when)), text(_what(promise)), *keeps, Buttons((change, hand_over, cancel))))


def due_card(promise: FollowUp, news: Sequence[Part], *, gone: bool) -> Card:
    """A promise that is due, naming who made it; when they have left, anybody may take it over."""
    said = f"Due now: {_what(promise)}"
    made = f"promised on {promise.made_at.astimezone(ZoneInfo(promise.zone)):%-d %B}"
    who = text("⏰ ", mention(promise.rep, promise.rep_name), f", {made}: ", bold(_what(promise)))
    if gone:
        who = text("⏰ ", f"{promise.rep_name} has left and {made}: ", bold(_what(promise)), ". Who takes it over?")
    return Card(said, (who, *news, Buttons(_actions(promise, gone=gone))))


def _actions(promise: FollowUp, *, gone: bool) -> tuple[Button | Menu, ...]:
    done = Button("Done", "done_follow_up", promise.id, primary=True)
    snooze = Menu("Snooze", "snooze", tuple((label, f"{promise.id}\n{choice}") for label, choice in CHOICES))
    move = Button("Reschedule", "reschedule_form", promise.id)
    brief = Button("Brief me", "brief", promise.whom.title)
    take = (Button("I take it over", "take_over", promise.id),) if gone else ()
    return (*take, done, snooze, move, brief)


def over_card(promise: FollowUp, how: str) -> Card:
    """What stands there once it is over."""
    said = f"{how}: {_what(promise)}"
    return Card(said, (text(said, tone=Tone.QUIET),))


def list_card(promises: Sequence[FollowUp], now: datetime, zone: ZoneInfo) -> Card:
    """Mine: overdue, today, coming; each with what can be done with it."""
    if not promises:
        said = "You have no open follow-ups. Make one, for example: /warmup remind Jane Doe at Acme in 3 days"
        return Card(said, (text(said),))
    parts: list[Part] = []
    today = now.astimezone(zone).date()
    for title, those in (
        ("Overdue", [p for p in promises if p.due < now]),
        ("Today", [p for p in promises if p.due >= now and p.due.astimezone(zone).date() == today]),
        ("Coming", [p for p in promises if p.due.astimezone(zone).date() > today]),
    ):
        if those:
            parts.append(text(bold(f"{title} ({len(those)})")))
            parts += [part for promise in those for part in _listed(promise)]
    return Card(f"{len(promises)} open follow-ups", tuple(parts))


def _listed(promise: FollowUp) -> tuple[Part, ...]:
    done = Button("Done", "done_follow_up", promise.id)
    snooze = Menu("Snooze", "snooze", tuple((label, f"{promise.id}\n{choice}") for label, choice in CHOICES))
    move = Button("Reschedule", "reschedule_form", promise.id)
    return (Fields(((exactly(promise), text(_what(promise))),)), Buttons((done, snooze, move)))


def exactly(promise: FollowUp) -> str:
    """The exact day, date, time and zone, as it will be on the clock there."""
    zone = ZoneInfo(promise.zone)
    return understand.said(promise.due.astimezone(zone), zone)


def _what(promise: FollowUp) -> str:
    return " · ".join(part for part in (promise.what, promise.whom.title) if part)


SPANS = {
    "hour": timedelta(hours=1),
    "days": timedelta(days=3),
    "week": timedelta(days=7),
    "tomorrow": timedelta(days=1),
}

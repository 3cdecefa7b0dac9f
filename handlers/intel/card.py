"""How intel looks: an entry with who said it, when and where; a list, newest first, with what has ended folded."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.cards import Button, Buttons, Card, Part, Span, Tone, bold, text
from bot.model.intel import Intel

SHOWN = 8  # entries of one card


def saved_card(entry: Intel, now: datetime, *, new: bool, mine: bool) -> Card:
    """What was kept."""
    said = f"Saved for the next brief of {entry.whom.title}"
    if not new:
        said = f"Known already about {entry.whom.title}: now with one more voice"
    private = entry.private and not entry.shared
    who = [text("Only those who can read where it was said will see it.", tone=Tone.QUIET)] if private else []
    return Card(said, (text(bold(said)), *_entry(entry, now), *who, Buttons(_actions(entry, mine=mine))))


def list_card(title: str, entries: Sequence[Intel], now: datetime, *, more: tuple[Button, ...], by: str | None) -> Card:
    """What holds, newest first; what has ended is behind a button."""
    holds = [entry for entry in entries if entry.open_at(now)]
    over = len([entry for entry in entries if not entry.open_at(now) and entry.text])
    parts: list[Part] = [text(bold(title), tone=Tone.TITLE)]
    if not holds:
        parts.append(
            text("Nothing that holds now. Add something, for example: /warmup intel Acme they open in Reno in May")
        )
    for entry in holds[:SHOWN]:
        parts += [*_entry(entry, now), Buttons(_actions(entry, mine=entry.author == by))]
    if len(holds) > SHOWN:
        parts.append(text(f"and {len(holds) - SHOWN} older", tone=Tone.QUIET))
    expired = (Button(f"Expired ({over})", "intel_expired", _about(entries)),) if over else ()
    buttons = (*more, *expired)
    return Card(title, (*parts, Buttons(buttons)) if buttons else tuple(parts))


def expired_card(title: str, entries: Sequence[Intel], now: datetime) -> Card:
    """What no longer holds."""
    over = [entry for entry in entries if not entry.open_at(now) and entry.text]
    parts: list[Part] = [text(bold(f"Expired: {title}"))]
    for entry in over[: 2 * SHOWN]:
        parts += _entry(entry, now)
    return Card(f"Expired: {title}", tuple(parts))


def _about(entries: Sequence[Intel]) -> str:
    return next((entry.whom.company for entry in entries if entry.whom.company), "")


def _entry(entry: Intel, now: datetime) -> list[Part]:
    """Sam Lee heard “…”, 3 Nov (message); then what kind it is and how long it holds."""
    when = Span(_day(entry.said_at, now), link=entry.link)
    about = f" about {entry.whom.person}" if entry.whom.person else ""
    said = text(bold(entry.author_name), f" heard{about} “{entry.text}”, ", when)
    more = [entry.kind.value]
    if entry.voices:
        more.append("also said by " + ", ".join(f"{v.name} on {_day(v.at, now)}" for v in entry.voices))
    if entry.expires:
        more.append(f"{'held' if entry.expires <= now else 'holds'} until {_last_day(entry.expires, now)}")
    if entry.ended_at:
        more.append(f"no longer true since {_day(entry.ended_at, now)}")
    elif entry.confirmed_by and entry.confirmed_at:
        more.append(f"confirmed by {entry.confirmed_by}, {_day(entry.confirmed_at, now)}")
    return [said, text(" · ".join(more), tone=Tone.QUIET)]


def _actions(entry: Intel, *, mine: bool) -> tuple[Button, ...]:
    confirm = Button("Confirm", "confirm_intel", entry.id)
    end = Button("No longer true", "end_intel", entry.id)
    share = (Button("Let everybody read it", "share_intel", entry.id),)
    return (confirm, end, *(share if mine and entry.private and not entry.shared else ()))


def _last_day(end: datetime, now: datetime) -> str:
    """The last day on which it holds: an end at midnight belongs to the day before."""
    return _day(end - timedelta(microseconds=1), now)


def _day(at: datetime, now: datetime) -> str:
    """A day, as it is where now is read; the year only where it is another."""
    at = at.astimezone(now.tzinfo)
    return f"{at.day} {at:%b}" + ("" if at.year == now.year else f" {at.year}")

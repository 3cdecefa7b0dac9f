"""Adoption, and a rep's own yield, as cards."""

from collections.abc import Sequence

from bot.cards import Button, Buttons, Card, Fields, Part, Table, Text, Tone, bold, text
from bot.measuring import Adopted, Own, Rate, counted
from bot.store import Week
from handlers.yields.card import about, rated

ONLY_YOU = "Only you see this. Nobody else can ask for it, and nobody is compared with anybody."


def adoption_card(told: Adopted, days: int) -> Card:
    """How many people a week, dials with a brief before them, follow-ups kept; nobody is named."""
    title = f"How Warmup is used, last {counted(days, 'day')}"
    rows: list[tuple[str, Text]] = [
        ("Calls with a brief before", text(_or(told.briefed, "no call was logged here yet"))),
        ("Follow-ups kept", text(_or(told.kept, "no follow-up has had its day yet"))),
    ]
    parts = (text(bold(title)), Fields(tuple(rows)), *_people(told), text(HOW, tone=Tone.QUIET))
    return Card(f"{title}: {rows[0][1].plain}", (*parts, Buttons((Button("Money", "yield_money", str(days)),))))


HOW = (
    "A brief is before a call when it was made in the 24 hours before. A follow-up is kept when it was done before"
    " the end of its day; given a new day, it is judged by that. People are counted, never named."
)


def _people(told: Adopted) -> list[Part]:
    if told.uses.since is None:
        return [text("People: nobody has been counted yet.")]
    weeks = [(_days(each), f"{each.people:,}") for each in told.uses.weeks]
    return [Table(("Week (UTC)", "People who used Warmup"), tuple(weeks))]


def _days(week: Week) -> str:
    last = f"{week.last:%-d %b}"
    return last if week.first == week.last else f"{week.first:%-d %b} to {last}"


def own_card(own: Own, days: int) -> Card:
    """Their rates, in both units."""
    title = f"Your own yield, last {counted(days, 'day')}"
    parts: list[Part] = [text(bold(title)), text(ONLY_YOU, tone=Tone.QUIET)]
    if not own.by_dial[0][1].of and not own.by_prospect[0][1].of:
        return Card(title, (*parts, text("You have logged no call in this time.")))
    if own.by_prospect[0][1].of:
        parts += [text(about(own.window, own.now, own.ripening, "Prospects you first called"), tone=Tone.QUIET)]
        parts += [_table(("Step", "Of those who came to the step before"), own.by_prospect)]
    parts += [_table(("By dial", "All of this time"), own.by_dial), text(MINE, tone=Tone.QUIET)]
    return Card(title, tuple(parts))


MINE = "95 % intervals, by dial clustered by prospect. Only your own dials count. More: docs/yield.md"


def _table(header: tuple[str, str], rates: Sequence[tuple[str, Rate]]) -> Table:
    return Table(header, tuple((name, rated(rate)) for name, rate in rates))


def _or(rate: Rate, none: str) -> str:
    return rated(rate) if rate.of else none

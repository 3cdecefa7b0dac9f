"""Money as a card: every line is a sum that can be checked by hand."""

from datetime import UTC, tzinfo
from decimal import Decimal

from bot.cards import Button, Buttons, Card, Fields, Part, Text, Tone, bold, text
from bot.measuring import Gained, Savings, counted
from bot.store import Money

Row = tuple[str, Text]
WHOLE = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())  # ISO 4217: no cents
FEWEST = 10  # meetings, below which what one costs says little
ENTER = "Enter what your team's time, data and model cost, and I do the sums with it."
HOW = (
    "A brief counts as read when it was made in the 24 hours before the call: once a day for each rep and prospect."
    " Calls are those logged here. Two comparisons see the same meetings: do not add them up. More: docs/yield.md"
)


def money_card(told: Savings, days: int, zone: tzinfo = UTC) -> Card:
    """Time saved, what it costs, and meetings gained where that can be told; days are those of the reader's zone."""
    title = f"Money, last {counted(days, 'day')}"
    entered = told.entered
    rows = _sums(told, entered, zone) if entered else [("Briefs read", text(_briefs(told.briefs)))]
    rows += [_gained(each, entered) for each in told.gained]
    said = _entered(entered, zone) if entered else ENTER
    parts: list[Part] = [text(bold(title)), text(said, tone=Tone.QUIET if entered else Tone.PLAIN)]
    buttons = (
        Button("Change the numbers" if entered else "Enter the numbers", "money_form", str(days), primary=not entered),
        Button("Adoption", "yield_adoption", str(days)),
    )
    return Card(
        f"{title}: {rows[0][1].plain}",
        (*parts, Fields(tuple(rows)), text(HOW, tone=Tone.QUIET), Buttons(buttons)),
    )


def _entered(entered: Money, zone: tzinfo) -> str:
    worth = f"; a meeting is worth {_money(entered.worth, entered)}" if entered.worth is not None else ""
    return (
        f"From the numbers that {entered.by_name} entered on {entered.at.astimezone(zone):%-d %B %Y}:"
        f" {_plain(entered.minutes)} min a call, {_money(entered.hour, entered)} an hour,"
        f" data {_money(entered.data, entered)} and model {_money(entered.model, entered)} a month{worth}."
    )


def _sums(told: Savings, entered: Money, zone: tzinfo) -> list[Row]:
    return [
        ("Time saved", text(_minutes(told, entered))),
        ("In money", text(_saved(told, entered))),
        ("Data and model", text(_cost(told, entered, zone))),
        ("Cost of a meeting", text(_per_meeting(told, entered))),
    ]


def _briefs(number: int) -> str:
    return f"{number:,} brief{'' if number == 1 else 's'} read before a call"


def _minutes(told: Savings, entered: Money) -> str:
    if not told.briefs or told.minutes_saved is None:
        return "no brief was read before a call yet"
    return f"{_briefs(told.briefs)} × {_plain(entered.minutes)} min = {_clock(told.minutes_saved)}"


def _saved(told: Savings, entered: Money) -> str:
    if not told.minutes_saved or told.saved is None:
        return "nothing yet"
    hours = f"{_clock(told.minutes_saved)} × {_money(entered.hour, entered)} an hour"
    return f"{hours} = {_money(told.saved, entered)}"


def _cost(told: Savings, entered: Money, zone: tzinfo) -> str:
    if told.cost is None or told.since is None:
        return "no call was logged here yet"
    both = f"({_money(entered.data, entered)} + {_money(entered.model, entered)}) × 12 months ÷ 365"
    since = f"{counted(told.days, 'day')} (since {told.since.astimezone(zone):%-d %b %Y})"
    return f"{both} × {since} = {_money(told.cost, entered)}"


def _per_meeting(told: Savings, entered: Money) -> str:
    if told.per_meeting is None or told.cost is None:
        return "no meeting was booked on a call logged here yet"
    few = f"; too little to build on: fewer than {FEWEST} meetings" if told.meetings < FEWEST else ""
    return (
        f"{_money(told.cost, entered)} ÷ {counted(told.meetings, 'meeting')} = {_money(told.per_meeting, entered)}{few}"
    )


def _gained(each: Gained, entered: Money | None) -> Row:
    """The sum where a difference is one; else what is missing, and the range it lies in."""
    found = each.difference
    first, second = found.between.split(" against ")
    label = f"Gained: {found.between}"
    if each.low is None or each.high is None or each.meetings is None:
        between = "" if each.low is None else f"; anything from {each.low:+,} to {each.high:+,} meetings"
        return label, text(f"{found.verdict}{between}")
    n, of, others, of_others = found.a.n or 0, found.a.of or 0, found.b.n or 0, found.b.of or 0
    expected = n - each.meetings
    sides = f"{first}: {n:,} of {of:,} met; {second}: {others:,} of {of_others:,}. At that rate"
    would = f"{of:,} × {others:,} ÷ {of_others:,} = {expected:,} would have"
    total = f"{n:,} − {expected:,} = {each.meetings:,} ({each.low:,} to {each.high:,})"
    worth = _worth(each, entered) if entered else ""
    whole = ", all of it" if found.design == "experiment" else ""
    return label, text(f"{sides} {would}. {total}.{worth} This is {found.caveat}{whole}.")


def _worth(each: Gained, entered: Money) -> str:
    if each.worth is None or entered.worth is None or each.meetings is None:
        return ""
    return f" {each.meetings:,} × {_money(entered.worth, entered)} = {_money(each.worth, entered)}."


def _money(amount: Decimal | None, entered: Money) -> str:
    """`2,808.00 EUR`; of a currency without cents `2,808 JPY`."""
    there = amount or Decimal(0)
    whole = entered.currency in WHOLE and there == there.to_integral_value()
    return f"{there:,.{0 if whole else 2}f} {entered.currency}"


def _clock(minutes: Decimal) -> str:
    """`62 h 24 min`."""
    hours, rest = divmod(minutes, 60)
    said = (f"{int(hours):,} h" if hours else "", f"{_plain(rest)} min" if rest or not hours else "")
    return " ".join(part for part in said if part)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}" if number else "0"

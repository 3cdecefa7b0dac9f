"""The yield as a card: every rate with its n and its interval, and too little data called too little."""

from collections.abc import Sequence
from datetime import datetime

from bot.cards import Button, Buttons, Card, Fields, Part, Table, Text, Tone, bold, text
from bot.measuring import RIPEN, Rate, Report, counted
from bot.store import Window

LITTLE = 30  # of fewer than these a rate is not shown: its interval would cover nearly everything
ROWS = 10  # of one table: attempts and hours beyond are in `warmup yield --format csv`
TITLES = {
    "attempt": "Attempt",
    "earlier_conversation": "Talked with them before",
    "hour": "Hour",
    "trigger": "Why now",
    "key": "Key",
}
Values = Sequence[tuple[str | int | bool, Rate]]
KEYS = {"who": "who", "why_now": "why now", "way_in": "way in"}


def yield_card(report: Report, days: int) -> Card:
    """Steps first, then what fell, whether warm and briefed calls did better, and meetings per dial."""
    title = f"Yield of the last {counted(days, 'day')}"
    parts: list[Part] = [text(bold(title)), text(about(report.window, report.now, report.ripening), tone=Tone.QUIET)]
    if not any(rate.of for _, rate in report.by_prospect):
        parts.append(text(_nothing(report)))
    else:
        parts += [_steps(report), text(report.fell_said), _compared(report)]
    tables = [table for name, values in report.by_dial if (table := _dials(name, values))]
    if tables:
        parts += [text(bold("Meetings per dial")), *tables, text(HOW, tone=Tone.QUIET)]
    tried = any(each.design == "experiment" for each in report.differences)
    return Card(f"{title}: {report.fell_said}", (*parts, Buttons(tuple(_more(days, tried=tried)))))


def _more(days: int, *, tried: bool) -> list[Button]:
    """What else can be asked of the same time; *Only mine* goes to whoever presses it, and is theirs."""
    said = (("Money", "yield_money"), ("Adoption", "yield_adoption"), ("Only mine", "yield_mine"))
    experiment = Button("The experiment" if tried else "Try out whether briefs pay", "show_experiment")
    return [*(Button(label, action, str(days)) for label, action in said), experiment]


HOW = (
    "95 % intervals, by dial clustered by prospect. What is compared was observed, but for an experiment. More:"
    " docs/yield.md"
)


def about(asked: Window, now: datetime, ripening: int, who: str = "Prospects first touched") -> str:
    """Which prospects the rates by prospect are of."""
    left = f"; {ripening:,} later ones are still ripening" if ripening else ""
    began = f"{asked.since:%Y-%m-%d}" if now.year - asked.since.year < 100 else "ever"  # noqa: PLR2004 (a hundred years are all)
    return f"{who} from {began} until {asked.ripe:%Y-%m-%d}, each with {RIPEN.days} days or more{left}."


def _nothing(report: Report) -> str:
    waiting = f" {counted(report.ripening, 'prospect')} still ripening." if report.ripening else ""
    return f"Too early to tell: no week of first touches in this span has had its {RIPEN.days} days.{waiting}"


def _steps(report: Report) -> Table:
    rows = [(name, rated(rate)) for name, rate in report.by_prospect if rate.n is not None]
    unknown = [(name, "not recorded") for name, rate in report.by_prospect if rate.n is None]
    return Table(("Step", "Of those who came to the step before"), (*rows, *unknown))


def _compared(report: Report) -> Fields:
    rows: list[tuple[str, Text]] = []
    for each in report.differences:
        first, second = each.between.split(" against ")
        rows.append((each.between.capitalize(), text(each.verdict)))
        if each.a.of and each.b.of:
            rows.append(("", text(f"{first}: {rated(each.a)}; {second}: {rated(each.b)}")))
    return Fields((*rows, ("Is warmth calibrated?", text(report.calibration.verdict))))


def _dials(name: str, values: Values) -> Table | None:
    """The values with enough dials; None when there is none, or only one to look at."""
    enough = [(_called(name, value), rated(rate)) for value, rate in values if (rate.of or 0) >= LITTLE]
    return Table((TITLES[name], "Meetings of dials"), tuple(enough[:ROWS])) if len(values) > 1 and enough else None


def _called(name: str, value: str | int | bool) -> str:  # noqa: FBT001 (a value of a covariate, no switch)
    match name:
        case "hour":
            return f"{value}:00"
        case "earlier_conversation":
            return "yes" if value else "no"
        case "key":
            return KEYS.get(str(value), str(value))
        case _:
            return str(value)


def rated(rate: Rate) -> str:
    """A rate with its n and its interval."""
    told = f"{rate.n:,} of {rate.of:,}"
    if rate.rate is None or rate.low is None or rate.high is None:
        return told
    if (rate.of or 0) < LITTLE:
        return f"{told}: too little to tell"
    return f"{told}: {rate.rate:.1%} ({rate.low * 100:.1f}–{rate.high * 100:.1f})"

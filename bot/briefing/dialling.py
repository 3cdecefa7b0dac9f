"""May I dial now? Local time from a time-zone fact only, the team's window, do-not-call: stated, never a clearance."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.briefing.merge import best
from bot.briefing.say import say
from bot.model import CallWindow, Consent, Dossier, Fact, Kind, Line, Outcome, Topic

WORKDAYS = range(5)  # Monday to Friday, at the prospect's


@dataclass(frozen=True, slots=True)
class Hours:
    """The team's calling window in the prospect's local time; `opens` before `closes`."""

    opens: int = 9
    closes: int = 18

    @classmethod
    def read(cls, text: str) -> "Hours":
        """Read "9-18"; what makes no window is the default."""
        first, _, last = text.partition("-")
        opens, closes = int(first), int(last)
        return cls(opens, closes) if 0 <= opens < closes <= 24 else cls()  # noqa: PLR2004 (hours of a day)


def call_window(dossier: Dossier, hours: Hours) -> CallWindow:
    """Their local time and whether it lies in the window; unknown without a fact that states the zone."""
    fact = _zone_fact(dossier)
    zone = _zone(fact) if fact else None
    if fact is None or zone is None:
        return CallWindow(Line("Time zone unknown: check before you dial"))
    local = dossier.as_of.astimezone(zone)
    where = zone.key.rpartition("/")[2].replace("_", " ")
    now = _clock(local)
    if local.weekday() in WORKDAYS and hours.opens <= local.hour < hours.closes:
        until = _hour(hours.closes)
        line = Line(f"{now} in {where} (your window: until {until})", (fact.id,))
        return CallWindow(line, open=True, zone=zone.key, local_time=f"{local:%H:%M}", until=f"{hours.closes:02}:00")
    opens = _next_opening(local, hours)
    line = Line(f"{now} in {where}: outside your window; it opens {opens:%a} {_hour(hours.opens)}", (fact.id,))
    return CallWindow(line, open=False, zone=zone.key, local_time=f"{local:%H:%M}", opens=opens.isoformat())


def consent(dossier: Dossier) -> Consent:
    """One do-not-call from anyone outranks everything; without one, what was looked at is said."""
    listed = [fact for fact in dossier.facts if fact.kind is Kind.CONSENT]
    if listed:
        first = listed[0]
        said = say(first, dossier.name(first.subject)) + f", says {first.source.name}"
        return Consent(do_not_call=True, line=Line(said, tuple(fact.id for fact in listed)))
    lists = [report for report in dossier.reports if report.name in {"book", "team"}]
    asked = [report.outcome for report in lists if report.outcome is not Outcome.NOT_CONFIGURED]
    looked = bool(asked) and all(outcome in {Outcome.ANSWERED, Outcome.EMPTY} for outcome in asked)
    own = "not on your list" if looked else "your list was not read"
    return Consent(do_not_call=False, line=Line(f"do-not-call: {own}, registers not checked"))


def _zone_fact(dossier: Dossier) -> Fact | None:
    today = dossier.as_of.date()
    for noun in (dossier.prospect.person, dossier.prospect.company):
        found = best(dossier.facts, Topic.TIME_ZONE, noun.id, today) if noun else None
        if found:
            return found
    return None


def _zone(fact: Fact) -> ZoneInfo | None:
    try:
        return ZoneInfo(str(fact.value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _next_opening(local: datetime, hours: Hours) -> datetime:
    day = local.date() if local.hour < hours.opens else local.date() + timedelta(days=1)
    while day.weekday() not in WORKDAYS:
        day += timedelta(days=1)
    return datetime.combine(day, time(hours.opens), local.tzinfo)


def _clock(local: datetime) -> str:
    return f"{local.hour % 12 or 12}:{local:%M} {'am' if local.hour < 12 else 'pm'}"  # noqa: PLR2004 (noon)


def _hour(hour: int) -> str:
    return f"{hour % 12 or 12} {'am' if hour % 24 < 12 else 'pm'}"  # noqa: PLR2004 (noon)

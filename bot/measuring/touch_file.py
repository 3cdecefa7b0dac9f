"""Touches of a team's past from a table: each row whole or not at all, each with the reason why not."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from bot.errors import UserMistake
from bot.model import SPELLINGS, CallOutcome, Touch, Whom
from bot.understand import company_key, person_key

COLUMNS: Mapping[str, Sequence[str]] = {
    "prospect": ("prospect", "person", "contact", "contact name", "lead", "name", "client", "customer"),
    "company": ("company", "company name", "account", "account name", "organisation", "organization"),
    "rep": ("rep", "sales rep", "user", "owner", "agent", "caller", "by"),
    "time": (
        "time",
        "at",
        "when",
        "timestamp",
        "date time",
        "datetime",
        "date",
        "called at",
        "start time",
        "created at",
    ),
    "channel": ("channel", "medium", "kind", "type"),
    "outcome": ("outcome", "result", "disposition", "call outcome", "call result"),
}
"""How a header may spell each column, in small letters with single spaces; the first that is there counts."""

CHANNELS = {
    name: channel
    for channel, names in {
        "call": "call,phone,phone call,call out,telephone,tel,cellular,cell,mobile,landline,dial,outbound call,calls",
        "email": "email,e mail,mail",
        "message": "message,sms,text,chat,linkedin,whatsapp",
    }.items()
    for name in names.split(",")
}
OUTCOMES = {
    **SPELLINGS,
    **{name: outcome for outcome in CallOutcome for name in (outcome.value, outcome.label.casefold())},
    **{
        name: outcome
        for outcome, names in {
            CallOutcome.NO_ANSWER: "noanswer,no response,not answered,unanswered,busy,missed,no contact",
            CallOutcome.WRONG_NUMBER: "bad number,invalid number,disconnected",
            CallOutcome.VOICEMAIL: "left message,answering machine",
            CallOutcome.GATEKEEPER: "receptionist,assistant",
            CallOutcome.TALKED: "connected,answered,spoken,spoke with them,call completed",
            CallOutcome.MEETING: "meeting scheduled,meeting set,demo booked,appointment,appointment booked",
            CallOutcome.NOT_NOW: "call back later,callback,later,busy now",
            CallOutcome.NOT_INTERESTED: "declined,refused,rejected",
            CallOutcome.LEFT: "no longer with company,no longer there",
            CallOutcome.DO_NOT_CALL: "opt out,opted out",
        }.items()
        for name in names.split(",")
    },
}
MILLISECONDS = 100_000_000_000  # an epoch beyond this (the year 5138 in seconds) counts them
EPOCH = re.compile(r"-?\d{9,13}(?:\.\d+)?")
LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not loaded: its line in the file (the header is 1), and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Loadable:
    """What a file holds: touches, each with the delivery that makes it the same one next time; and what is wrong."""

    touches: Sequence[tuple[Touch, str]]
    bad: Sequence[BadRow]


@dataclass(frozen=True, slots=True)
class Into:
    """Whose touches they become, and whose clock is meant where a time names no zone."""

    team: str
    zone: tzinfo


def missing_columns(header: Sequence[str]) -> list[str]:
    """The columns a file of touches cannot do without, as far as this header lacks them."""
    there = _places(header)
    missing = [name for name in ("time", "outcome") if name not in there]
    return missing if "prospect" in there or "company" in there else ["prospect", *missing]


def read_touches(header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]], team: str, zone: tzinfo) -> Loadable:
    """Every (line, cells) as a touch, or with the reason why not. Raises UserMistake for missing columns."""
    if missing := missing_columns(header):
        raise UserMistake(f"The file lacks the column {' and '.join(missing)}. It needs: {', '.join(COLUMNS)}.")
    places, into = _places(header), Into(team, zone)
    seen: Counter[str] = Counter()
    touches: list[tuple[Touch, str]] = []
    bad: list[BadRow] = []
    for line, cells in rows:
        try:
            touches.append(_touch(line, _cells(cells, places, len(header)), into, seen))
        except UserMistake as mistake:
            bad.append(BadRow(line, str(mistake)))
    return Loadable(touches, bad)


def _places(header: Sequence[str]) -> dict[str, int]:
    spelled = [re.sub(r"[\W_]+", " ", name).strip().casefold() for name in header]
    found = {column: [spelled.index(name) for name in names if name in spelled] for column, names in COLUMNS.items()}
    return {column: places[0] for column, places in found.items() if places}


def _cells(cells: Sequence[str], places: Mapping[str, int], width: int) -> dict[str, str]:
    """The six cells by name; a row with more than its header has slipped and says nothing for sure."""
    if any(cell.strip() for cell in cells[width:]):
        raise UserMistake(f"it has {len(cells)} cells, its header {width}")
    return {column: cells[at].strip() if at < len(cells) else "" for column, at in places.items()}


def _touch(line: int, cells: Mapping[str, str], into: Into, seen: Counter[str]) -> tuple[Touch, str]:
    whom, at = _whom(cells), _time(cells.get("time", ""), into.zone)
    channel, outcome = _channel(cells.get("channel", "")), _outcome(cells.get("outcome", ""))
    rep = cells.get("rep", "")[:LONGEST]
    content = "\n".join((whom.key, rep, at.astimezone(UTC).isoformat(), channel, outcome.value))
    seen[content] += 1
    delivery = hashlib.sha256(f"{content}\n{seen[content]}".encode()).hexdigest()[:32]
    touch = Touch(
        id=f"{line:09d}{delivery[:23]}",  # ids in the file's order: of two at one moment the upper one came first
        team=into.team,
        whom=whom,
        rep=rep or "imported",
        rep_name=rep or "A colleague",
        at=at.astimezone(UTC),
        channel=channel,
        outcome=outcome,
        hour=at.astimezone(into.zone).hour,
    )
    return touch, f"import:{delivery}"


def _whom(cells: Mapping[str, str]) -> Whom:
    """The same key as a brief of them has; a name with digits in it is a number of a list, and kept as it is."""
    person, company = (" ".join(cells.get(column, "").split())[:LONGEST] for column in ("prospect", "company"))
    if not person and not company:
        raise UserMistake("it names nobody: prospect and company are empty")
    numbered = any(character.isdigit() for character in person)
    key = person.casefold().replace("|", " ") if numbered else person_key(person) or person.casefold()
    return Whom(f"{key}|{company_key(company) if company else ''}", person or None, company or None)


def _time(said: str, zone: tzinfo) -> datetime:
    """ISO 8601 or an epoch in seconds or milliseconds. Raises UserMistake."""
    try:
        if EPOCH.fullmatch(said):
            seconds = float(said)
            return datetime.fromtimestamp(seconds / 1000 if abs(seconds) > MILLISECONDS else seconds, UTC)
        moment = datetime.fromisoformat(said.removesuffix(" UTC"))
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        wanted = "2026-11-24T15:00:00+00:00, 2026-11-24 15:00 or 1795532400"
        raise UserMistake(
            f"its time “{said[:40]}” is none I can read ({wanted})" if said else "it has no time"
        ) from None


def _channel(said: str) -> str:
    name = re.sub(r"[\W_]+", " ", said).strip().casefold()
    if not name:
        return CHANNELS["call"]
    if name not in CHANNELS:
        raise UserMistake(f"its channel “{said[:40]}” is none I know (call, email, message)")
    return CHANNELS[name]


def _outcome(said: str) -> CallOutcome:
    spaced = re.sub(r"[\s_]+", " ", said.replace("’", "'")).strip().casefold()
    found = OUTCOMES.get(said.casefold()) or OUTCOMES.get(spaced) or OUTCOMES.get(spaced.replace("-", " "))
    if found is None:
        known = ", ".join(outcome.value for outcome in CallOutcome)
        raise UserMistake(f"its outcome “{said[:40]}” is none of {known}" if said else "it has no outcome")
    return found

"""A made-up campaign in the shape of a real one: calls in several attempts, as a file, and counted in plain Python."""

import csv
import io
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

CONVERSATIONS = {"talked", "meeting", "not_now", "not_interested"}
CONNECTS = CONVERSATIONS | {"hung_up", "do_not_call"}
CHANCES = {
    "no_answer": 45,
    "voicemail": 14,
    "gatekeeper": 8,
    "hung_up": 6,
    "talked": 10,
    "not_now": 4,
    "not_interested": 6,
    "meeting": 5,
    "do_not_call": 1,
    "wrong_person": 1,
}
SPELLED = {"no_answer": "No answer", "voicemail": "Voicemail left", "meeting": "MEETING", "talked": "spoke"}
Pair = tuple[int, int]  # meetings of dials, or n of prospects


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the file."""

    prospect: str
    company: str
    rep: str
    at: datetime
    channel: str
    outcome: str


def campaign(prospects: int, seed: int = 7, start: datetime = datetime(2008, 5, 5, tzinfo=UTC)) -> list[Call]:
    """So many prospects, one to nine calls each; several on one day without a time, and all of it shuffled."""
    chance = random.Random(seed)  # noqa: S311 (the same made-up campaign every time)
    calls = [
        call
        for number in range(prospects)
        for call in _calls(chance, number, start + timedelta(days=chance.randrange(700)))
    ]
    chance.shuffle(calls)
    return calls


def _calls(chance: random.Random, number: int, day: datetime) -> list[Call]:
    company = f"Example Works {number % 311}"
    liked = chance.random()
    calls: list[Call] = []
    for _ in range(min(9, 1 + int(chance.expovariate(0.6)))):
        day += timedelta(days=chance.choice((0, 0, 1, 5, 20)))
        at = day if chance.random() < 0.3 else day + timedelta(minutes=chance.randrange(8 * 60, 18 * 60))
        weights = [weight * (1 + 3 * liked if name == "meeting" else 1) for name, weight in CHANCES.items()]
        outcome = chance.choices(list(CHANCES), weights)[0]
        channel = chance.choice(("cellular", "telephone", "call"))
        calls.append(Call(f"Client {number:05d}", company, f"Rep {number % 7}", at, channel, outcome))
    return calls


def as_file(calls: Sequence[Call]) -> bytes:
    """The file: columns in another order, one more than needed, spellings as people have them."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(["Outcome", "job", "TIME", "Company", "prospect", "Rep", "Channel"])
    for call in calls:
        at = f"{call.at:%Y-%m-%d}" if call.at.time() == datetime.min.time() else call.at.isoformat()
        said = SPELLED.get(call.outcome, call.outcome)
        table.writerow([said, "clerk", at, call.company, call.prospect, call.rep, call.channel])
    return text.getvalue().encode()


@dataclass(slots=True)
class Counted:
    """What an independent count of the calls gives."""

    steps: dict[str, Pair]
    attempt: dict[int, Pair]
    earlier: dict[bool, Pair]
    hour: dict[int, Pair]
    by_prospect: dict[str, list[tuple[int, bool, int, bool]]]  # attempt, earlier conversation, hour, meeting


def count(calls: Sequence[Call]) -> Counted:
    """Count in plain Python: prospects' calls by time, lines of one moment in the file's order."""
    of_prospect: dict[str, list[Call]] = defaultdict(list)
    for call in sorted(calls, key=lambda call: call.at):  # stable
        of_prospect[call.prospect].append(call)
    dials: dict[str, list[tuple[int, bool, int, bool]]] = {}
    for prospect, theirs in of_prospect.items():
        talked, numbered = False, list[tuple[int, bool, int, bool]]()
        for attempt, call in enumerate(theirs, 1):
            numbered.append((attempt, talked, call.at.hour, call.outcome == "meeting"))
            talked = talked or call.outcome in CONVERSATIONS
        dials[prospect] = numbered
    outcomes = [{call.outcome for call in theirs} for theirs in of_prospect.values()]
    reached = [sum(bool(some & which) for some in outcomes) for which in (CONNECTS, CONVERSATIONS, {"meeting"})]
    n = len(outcomes)
    names = ("dialled", "connected", "conversation", "meeting")
    steps: dict[str, Pair] = dict(zip(names, pairwise((n, n, *reached)), strict=True))
    steps = {name: (n, of) for name, (of, n) in steps.items()}
    every = [dial for theirs in dials.values() for dial in theirs]
    earlier = {bool(talked): pair for talked, pair in _pairs(every, 1).items()}
    return Counted(steps, _pairs(every, 0), earlier, _pairs(every, 2), dials)


def _pairs(dials: Sequence[tuple[int, bool, int, bool]], at: int) -> dict[int, Pair]:
    found: dict[int, Pair] = {}
    for dial in dials:
        n, of = found.get(dial[at], (0, 0))
        found[dial[at]] = (n + dial[3], of + 1)
    return found

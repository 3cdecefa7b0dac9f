"""The brief: what a rep reads, every sentence with the facts it rests on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.facts import Fact
from bot.model.prospects import Prospect
from bot.model.reports import Report


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and the ids of the facts it rests on (none: it states nothing about the world)."""

    text: str
    facts: tuple[str, ...] = ()


class Warmth(StrEnum):
    """How many keys are turned, in words."""

    COLD = "cold"
    COOL = "cool"
    WARM = "warm"
    HOT = "hot"


@dataclass(frozen=True, slots=True)
class Key:
    """One of the three keys: turned by a fact, or what is missing and the cheapest way to get it."""

    turned: bool
    line: Line  # what the card says beside the key
    strength: float = 0.0  # 0 to 1 (writer.md 6.2); never shown
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """Who, why now, way in."""

    who: Key
    why_now: Key
    way_in: Key

    @property
    def turned(self) -> int:
        """How many of the three are turned."""
        return sum(key.turned for key in (self.who, self.why_now, self.way_in))

    @property
    def warmth(self) -> Warmth:
        """Cold, cool, warm or hot: the number of turned keys and nothing else."""
        return tuple(Warmth)[self.turned]


@dataclass(frozen=True, slots=True)
class CallWindow:
    """May I dial now? `open` is None when no time-zone fact says where they are."""

    line: Line
    open: bool | None = None
    zone: str | None = None
    local_time: str | None = None  # "15:42"
    until: str | None = None  # "18:00" when open
    opens: str | None = None  # when closed: "Wed 25 Nov, 9:00"


@dataclass(frozen=True, slots=True)
class Consent:
    """Do-not-call: the flag, why, and what was (not) looked at. Never a clearance."""

    do_not_call: bool
    line: Line


@dataclass(frozen=True, slots=True)
class Voicemail:
    """What to say after the tone; `seconds` is the computed spoken length."""

    text: str
    seconds: float
    words: int  # as spoken
    facts: tuple[str, ...] = ()
    advice: str = ""  # when rather not to leave one


@dataclass(frozen=True, slots=True)
class Email:
    """The mail a voicemail points to."""

    subject: str
    body: str
    to: str | None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A SPIN question: situation, problem, implication or need-payoff."""

    type: str
    text: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Objection:
    """What they may say, and one short answer that ends in a question."""

    says: str
    reply: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Why there is no brief: the account is in an experiment's comparison group."""

    until: datetime
    by_name: str  # who started it


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a rep reads before a call; the first screen is head, keys, window, opener and two questions."""

    id: str
    prospect: Prospect
    as_of: datetime
    head: Line
    keys: Keys
    window: CallWindow
    consent: Consent
    phone: Line | None
    opener: Line | None
    voicemail: Voicemail | None
    email: Email | None
    questions: tuple[Question, ...]
    objections: tuple[Objection, ...]
    care: tuple[Line, ...]  # handle with care: never open with these
    timeline: tuple[Line, ...]  # what we did with them, newest first
    news: tuple[Line, ...]  # fresh events, strongest first
    background: tuple[Line, ...]  # old or undated events
    company: tuple[Line, ...]
    people: tuple[Line, ...]  # around them
    conflicts: tuple[Line, ...]  # where sources disagree
    unknown: tuple[str, ...]
    facts: tuple[Fact, ...]
    reports: tuple[Report, ...]
    dropped: tuple[Dropped, ...]
    complete: bool = True
    sample: bool = False  # made-up data
    held_out: HeldOut | None = None  # then it is none: only whether and how one may call

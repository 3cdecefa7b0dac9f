"""What people did and promised: touches with their outcome, follow-ups, and who asked not to be called."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CallOutcome(StrEnum):
    """How a call went (product.md, Outcomes); the values are what the log, the imports and the yields use."""

    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    VOICEMAIL = "voicemail"
    GATEKEEPER = "gatekeeper"
    HUNG_UP = "hung_up"
    TALKED = "talked"
    MEETING = "meeting"
    NOT_NOW = "not_now"
    NOT_INTERESTED = "not_interested"
    WRONG_PERSON = "wrong_person"
    LEFT = "left_company"
    DO_NOT_CALL = "do_not_call"

    @property
    def label(self) -> str:
        """What people call it."""
        return LABELS[self]


LABELS = {
    CallOutcome.NO_ANSWER: "No answer",
    CallOutcome.WRONG_NUMBER: "Wrong number",
    CallOutcome.VOICEMAIL: "Voicemail left",
    CallOutcome.GATEKEEPER: "Gatekeeper",
    CallOutcome.HUNG_UP: "Hung up",
    CallOutcome.TALKED: "Talked",
    CallOutcome.MEETING: "Meeting booked",
    CallOutcome.NOT_NOW: "Not now",
    CallOutcome.NOT_INTERESTED: "Not interested",
    CallOutcome.WRONG_PERSON: "Wrong person",
    CallOutcome.LEFT: "Left the company",
    CallOutcome.DO_NOT_CALL: "Do not call",
}

SPELLINGS = {
    "no answer": CallOutcome.NO_ANSWER,
    "no-answer": CallOutcome.NO_ANSWER,
    "didn't answer": CallOutcome.NO_ANSWER,
    "did not answer": CallOutcome.NO_ANSWER,
    "no reply": CallOutcome.NO_ANSWER,
    "no pick up": CallOutcome.NO_ANSWER,
    "wrong number": CallOutcome.WRONG_NUMBER,
    "left a voicemail": CallOutcome.VOICEMAIL,
    "left voicemail": CallOutcome.VOICEMAIL,
    "voicemail left": CallOutcome.VOICEMAIL,
    "voicemail": CallOutcome.VOICEMAIL,
    "voice mail": CallOutcome.VOICEMAIL,
    "vm": CallOutcome.VOICEMAIL,
    "gatekeeper": CallOutcome.GATEKEEPER,
    "hung up": CallOutcome.HUNG_UP,
    "hangup": CallOutcome.HUNG_UP,
    "talked": CallOutcome.TALKED,
    "spoke": CallOutcome.TALKED,
    "conversation": CallOutcome.TALKED,
    "meeting booked": CallOutcome.MEETING,
    "booked a meeting": CallOutcome.MEETING,
    "booked": CallOutcome.MEETING,
    "meeting": CallOutcome.MEETING,
    "not now": CallOutcome.NOT_NOW,
    "not interested": CallOutcome.NOT_INTERESTED,
    "no interest": CallOutcome.NOT_INTERESTED,
    "wrong person": CallOutcome.WRONG_PERSON,
    "left the company": CallOutcome.LEFT,
    "left company": CallOutcome.LEFT,
    "gone": CallOutcome.LEFT,
    "do not call": CallOutcome.DO_NOT_CALL,
    "don't call": CallOutcome.DO_NOT_CALL,
    "dnc": CallOutcome.DO_NOT_CALL,
}
"""What people write for it, in small letters; labels and values are understood besides."""

CONNECTS = frozenset(
    {
        CallOutcome.HUNG_UP,
        CallOutcome.TALKED,
        CallOutcome.MEETING,
        CallOutcome.NOT_NOW,
        CallOutcome.NOT_INTERESTED,
        CallOutcome.DO_NOT_CALL,
    }
)
"""The person themself answered."""

CONVERSED = frozenset({CallOutcome.TALKED, CallOutcome.MEETING, CallOutcome.NOT_NOW, CallOutcome.NOT_INTERESTED})
"""Connects that were a conversation."""


@dataclass(frozen=True, slots=True)
class Whom:
    """A prospect as touches and follow-ups name it: the same person at the same company has the same `key`."""

    key: str  # "jane doe|acme"
    person: str | None
    company: str | None

    @property
    def title(self) -> str:
        """What to call them: "Jane Doe at Acme"."""
        return " at ".join(name for name in (self.person, self.company) if name)


@dataclass(frozen=True, slots=True)
class Touch:
    """One attempt to reach somebody: when, by whom, how, and what came of it."""

    id: str
    team: str
    whom: Whom
    rep: str  # the platform's id of the person
    rep_name: str
    at: datetime
    channel: str  # call, email, message …
    outcome: CallOutcome
    note: str = ""
    briefed: bool = False  # a brief of this prospect was there before it
    warmth: int | None = None  # turned keys as known at that moment, 0 to 3
    keys: str = ""  # which: "who why_now"
    trigger: str = ""  # the topic of the event that turned *why now*
    brief_id: str | None = None
    undone_at: datetime | None = None
    hour: int | None = None  # 0 to 23, on the clock of whoever dialled; None: read it in UTC


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise with a date. `named`: the rep named the time, so it is kept to the minute."""

    id: str
    team: str
    rep: str
    rep_name: str
    zone: str  # IANA
    whom: Whom
    what: str  # "send pricing"
    due: datetime
    named: bool
    place: str  # where it was made, as the router writes a Place
    made_at: datetime
    brief_id: str | None = None
    state: str = "open"  # open, done, cancelled
    turn: int = 0  # how often it has been given a new time; part of its job's key
    message: str | None = None  # where it was last shown


@dataclass(frozen=True, slots=True)
class NotToCall:
    """Somebody is not to be called: the whole team sees it at once."""

    team: str
    kind: str  # person, email, phone, domain
    value: str
    reason: str
    by: str
    by_name: str
    at: datetime
    touch_id: str | None = None

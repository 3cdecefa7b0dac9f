"""What we ask of the outside, as roles: Researcher, CRM, and the door (IO) a supplier is given."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from bot.linking import Linking
from bot.model import Candidate, Company, Fact, Outcome, Prospect
from bot.rooms import Rooms
from bot.settings import Settings
from bot.shared import Shared
from bot.store import Store
from bot.understand import Asked

T = TypeVar("T")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """A supplier's terms as data: what it needs, how gently to ask, how long its answers may be kept."""

    name: str  # "sec": the module's name
    title: str  # "SEC EDGAR": for people
    needs: tuple[frozenset[str], ...]  # any one of these sets of Prospect.known is enough
    resolves: bool = False  # whether it can tell which company is meant
    requires: tuple[str, ...] = ()  # environment settings without which it is "not configured"
    timeout: timedelta = timedelta(seconds=5)
    lifetime: timedelta = DAY  # how long an answer is fresh
    lifetime_empty: timedelta = DAY  # how long "nothing there" is
    stale_for: timedelta = timedelta(0)  # how much longer an old answer may stand in for a failure
    rate: tuple[int, float] = (5, 1.0)  # requests per seconds
    max_parallel: int = 4
    licence: str = "vendor-terms"
    attribution: str = ""
    terms_url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer's body, and the address it finally came from."""

    url: str
    body: bytes
    content_type: str = ""
    read_at: datetime | None = None


class IO(Protocol):
    """The only door to the world a supplier gets: limits, cache, breaker, time-outs and redaction are behind it.

    Every method raises SourceUnavailable, SourceRefused or SourceLimited, and nothing else; None means 404 (unknown).
    """

    async def get_json(self, url: str, params: Mapping[str, str] | None = None) -> object | None:
        """The decoded JSON body; raises SourceUnavailable when it is not JSON."""
        ...

    async def read_json(
        self, url: str, read: Callable[[object], T], params: Mapping[str, str] | None = None
    ) -> T | None:
        """What `read` makes of the decoded body: once for each new body, shared by all who ask, so never changed."""
        ...

    async def get_page(self, url: str, params: Mapping[str, str] | None = None) -> Page | None:
        """The body as bytes, from one of the supplier's own hosts."""
        ...

    async def get_stranger(self, url: str) -> Page | None:
        """A page whose address came from data: public addresses only, rechecked at each redirect, 2 MB at most."""
        ...

    async def derived(self, url: str, build: Callable[[bytes], T]) -> T | None:
        """What `build` makes of the body: built off the loop, once for each new body."""
        ...

    def now(self) -> datetime:
        """The clock; a supplier knows no other."""
        ...


class Researcher(Protocol):
    """A source of public facts."""

    @property
    def terms(self) -> Terms:
        """Its terms; they never change."""
        ...

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """The companies (never persons) that what was typed may mean; empty when this source cannot tell."""
        ...

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Facts about exactly this prospect; empty when asked and it has nothing.

        Raises SourceUnavailable and its kin. Raises Unclear when several subjects fit.
        """
        ...


@dataclass(frozen=True, slots=True)
class Account:
    """A company of the records that a colleague looks after."""

    company: Company
    owner: str  # what to call the colleague


class CRM(Protocol):
    """The team's own records."""

    @property
    def terms(self) -> Terms:
        """Their terms; they never change."""
        ...

    async def candidates(self, asked: Asked, io: IO) -> Sequence[Candidate]:
        """The persons and companies in the records that what was typed may mean."""
        ...

    async def history(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """What the records say: role, company, touches, relations."""
        ...

    async def consent(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Do-not-call facts; also for a person who is in no other table."""
        ...

    async def accounts(self, io: IO) -> Sequence[Account]:
        """The companies that somebody looks after."""
        ...

    async def check(self, io: IO) -> str:
        """What can be said of the records: how many there are, and which lines could not be read."""
        ...

    def knows(self, company: str) -> bool:
        """Whether a company of this name is in the records, as loaded last; never waits."""
        ...


class Unclear(Exception):
    """A source found several subjects that fit and used none."""


@dataclass(frozen=True, slots=True)
class Suppliers:
    """Everybody who can be asked."""

    researchers: tuple[Researcher, ...] = ()
    crm: CRM | None = None
    missing: Mapping[str, str] = field(default_factory=dict[str, str])  # name → "needs WARMUP_CONTACT"


@dataclass(frozen=True, slots=True)
class Answered(Generic[T]):
    """What came of asking: the result, or the default and why."""

    outcome: Outcome
    result: T
    ms: int
    note: str = ""


class Asker(Protocol):
    """How any source is asked; never raises for what a source does."""

    async def ask(
        self, terms: Terms, call: Callable[[IO], Awaitable[T]], default: T, budget: timedelta
    ) -> "Answered[T]":
        """Call with a door, for at most `budget` (and the source's own time-out)."""
        ...


@dataclass(frozen=True, slots=True)
class Services:
    """What a handler is given."""

    settings: Settings
    store: Store
    shared: Shared
    suppliers: Suppliers
    asker: Asker
    now: Callable[[], datetime]
    rooms: Rooms = field(default_factory=Rooms)
    linking: Linking = field(default_factory=Linking)

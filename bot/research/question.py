"""A question to a supplier: its address, the key its answer is kept under, how its answer must read."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Self

from yarl import URL

from bot.errors import SourceUnavailable
from bot.research import strangers
from bot.services import Terms

MOST_BYTES = 20 * 2**20


@dataclass(frozen=True, slots=True)
class Question:
    """Equal questions have equal keys, whatever the order of their parameters."""

    terms: Terms
    url: URL
    key: str  # "source:sec:…"
    stranger: bool = False
    reads: Callable[[bytes], object] | None = None  # an answer it cannot read is none, and is not kept

    @classmethod
    def of(
        cls,
        terms: Terms,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        stranger: bool = False,
        reads: Callable[[bytes], object] | None = None,
    ) -> Self:
        """Put together; raises SourceUnavailable when the address is none."""
        try:
            address = URL(url).extend_query(sorted((params or {}).items())).with_fragment(None)
            strangers.check_address(address) if stranger else None
        except (ValueError, TypeError) as error:
            raise SourceUnavailable(terms.name, "not a web address") from error
        digest = hashlib.blake2b(f"{'stranger ' * stranger}{address}".encode(), digest_size=16).hexdigest()
        return cls(terms, address, f"source:{terms.name}:{digest}", stranger, reads)

    @property
    def flight(self) -> str:
        """Who may share one request: those who read the answer in the same way."""
        return f"{self.key}:{'read' if self.reads else 'raw'}"

    @property
    def place(self) -> str:
        """Where it goes, for the log: never what was asked for."""
        return f"{self.url.host}{self.url.raw_path}"[:200]

    @property
    def seconds(self) -> float:
        """How long the supplier may take."""
        allowed = self.terms.timeout.total_seconds()
        return min(allowed, strangers.MOST_SECONDS) if self.stranger else allowed

    @property
    def most(self) -> int:
        """How many bytes we are willing to read."""
        return strangers.MOST_BYTES if self.stranger else MOST_BYTES

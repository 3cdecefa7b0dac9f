"""Answers kept for a while: the latest in this process, the small ones in Redis for all processes."""

import base64
import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ValidationError

from bot.research.threads import work_on
from bot.services import Terms
from bot.shared import Json, Shared

MOST_BYTES = 64 * 2**20  # of bodies in this process
MOST_ANSWERS = 5_000
MOST_SHARED = 2**20  # larger bodies stay out of Redis
FOUND, NOTHING = 200, 404
COMPARABLE_FOR = timedelta(days=1)  # an ended answer with an ETag is worth keeping: "not modified" is cheap


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it came: FOUND with its body, or NOTHING. `read_at` is when the supplier last stood by it."""

    status: int
    url: str
    read_at: datetime
    body: bytes = b""
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    digest: str = ""  # of the body
    decoded: list[object] = field(default_factory=list[object], compare=False)  # for the first who wants it: mutable

    def lifetime(self, terms: Terms) -> timedelta:
        """How long it is fresh."""
        return terms.lifetime if self.status == FOUND else terms.lifetime_empty

    def fresh(self, terms: Terms, now: datetime) -> bool:
        """Whether it may be used without asking."""
        return now - self.read_at < self.lifetime(terms)

    def usable(self, terms: Terms, now: datetime) -> bool:
        """Whether it may stand in for an answer that failed."""
        return now - self.read_at < self.lifetime(terms) + terms.stale_for


class Stored(BaseModel):
    """A kept answer as it lies in Redis; whatever does not fit this is a miss."""

    status: int
    url: str
    read_at: AwareDatetime
    body: str
    content_type: str
    etag: str
    modified: str
    digest: str


class Keeping:
    """The answers kept; equal questions have equal keys."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._here: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0

    async def get(self, key: str) -> Kept | None:
        """The answer kept under this key, however old."""
        if (kept := self.here(key)) or self._shared.kind == "memory":
            return kept
        value = await self._shared.get(key)
        kept = await work_on(value, rough_size(value), unpack)
        if kept:
            self._put_here(key, kept)
        return kept

    def here(self, key: str) -> Kept | None:
        """The same, looking no further than this process."""
        kept = self._here.get(key)
        if kept:
            self._here.move_to_end(key)
        return kept

    async def put(self, key: str, kept: Kept, terms: Terms) -> None:
        """Keep an answer as long as the terms allow."""
        self._put_here(key, kept)
        # without Redis, this process's own bounded store is all: a second copy there would not be bounded in bytes
        if self._shared.kind == "redis" and len(kept.body) <= MOST_SHARED:
            older = COMPARABLE_FOR if kept.etag or kept.modified else timedelta(0)
            value = await work_on(kept, len(kept.body), pack)
            await self._shared.set(key, value, kept.lifetime(terms) + max(terms.stale_for, older))

    async def drop(self, key: str) -> None:
        """Keep it no longer: it turned out unreadable."""
        if kept := self._here.pop(key, None):
            self._bytes -= len(kept.body)
        if self._shared.kind == "redis":
            await self._shared.forget(key)

    def _put_here(self, key: str, kept: Kept) -> None:
        if old := self._here.pop(key, None):
            self._bytes -= len(old.body)
        self._here[key] = kept
        self._bytes += len(kept.body)
        while self._bytes > MOST_BYTES or len(self._here) > MOST_ANSWERS:
            _, oldest = self._here.popitem(last=False)
            self._bytes -= len(oldest.body)


def digest_of(body: bytes) -> str:
    """What tells one body from another."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def pack(kept: Kept) -> Json:
    """As JSON; level 1 takes JSON and HTML to about a fifth, in a millisecond for 100 KB."""
    return {
        "status": kept.status,
        "url": kept.url,
        "read_at": kept.read_at.isoformat(),
        "body": base64.b64encode(zlib.compress(kept.body, 1)).decode(),
        "content_type": kept.content_type,
        "etag": kept.etag,
        "modified": kept.modified,
        "digest": kept.digest,
    }


def rough_size(value: Json | None) -> int:
    """How many characters of body a stored answer has."""
    body = value.get("body") if isinstance(value, Mapping) else ""
    return len(body) if isinstance(body, str) else 0


def unpack(value: Json | None) -> Kept | None:
    """Read back; None for anything that is not what `pack` made."""
    if value is None:
        return None
    try:
        stored = Stored.model_validate(value)
        inflater = zlib.decompressobj()
        body = inflater.decompress(base64.b64decode(stored.body, validate=True), MOST_SHARED)
    except (ValidationError, ValueError, zlib.error):
        return None
    if not inflater.eof or stored.status not in {FOUND, NOTHING} or digest_of(body) != stored.digest:
        return None
    return Kept(
        stored.status,
        stored.url,
        stored.read_at,
        body,
        stored.content_type,
        stored.etag,
        stored.modified,
        stored.digest,
    )

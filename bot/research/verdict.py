"""What an HTTP status means: an answer to keep, or one of the three errors a supplier knows."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from bot.errors import SourceLimited, SourceRefused, SourceUnavailable
from bot.research.keeping import FOUND, NOTHING, Kept
from bot.research.wire import Raw

UNSAID = 30.0  # seconds to wait when a 429 does not say
THROTTLED = 600.0  # seconds: SEC lifts its throttle after about ten quiet minutes (sources.md 3.1)
LONGEST = 86_400.0  # seconds: whatever a supplier says, look again tomorrow
THROTTLE_PAGE = b"request rate threshold"
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.NO_CONTENT})
AGAIN = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})


def judge(name: str, raw: Raw, digest: str, now: datetime) -> Kept:
    """The answer to keep; raises SourceRefused, SourceLimited or SourceUnavailable for the others."""
    if HTTPStatus(200) <= raw.status < HTTPStatus(300) and raw.status not in GONE:
        headers = raw.headers
        return Kept(
            FOUND,
            str(raw.url),
            now,
            raw.body,
            headers.get("Content-Type", ""),
            headers.get("ETag", ""),
            headers.get("Last-Modified", ""),
            digest,
        )
    if raw.status in GONE:
        return Kept(NOTHING, str(raw.url), now, digest=digest)
    raise trouble(name, raw, now)


def trouble(name: str, raw: Raw, now: datetime) -> SourceUnavailable:
    """The error for a status that is no answer (sources.md 2.4)."""
    wait = raw.headers.get("Retry-After")
    match raw.status:
        case HTTPStatus.TOO_MANY_REQUESTS:
            return SourceLimited(name, "over its limit", seconds_to_wait(wait, now))
        case HTTPStatus.FORBIDDEN if THROTTLE_PAGE in raw.body.lower():
            return SourceLimited(name, "over its limit", THROTTLED)
        case HTTPStatus.FORBIDDEN if wait:
            return SourceLimited(name, "over its limit", seconds_to_wait(wait, now))
        case HTTPStatus.PAYMENT_REQUIRED:
            return SourceLimited(name, "its credits are used up", until_tomorrow(now))
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            return SourceRefused(name, f"not accepted (HTTP {raw.status})")
        case status if HTTPStatus(400) <= status < HTTPStatus(500):
            return SourceUnavailable(name, f"asked wrongly (HTTP {status})")
        case status:
            return SourceUnavailable(name, f"no answer (HTTP {status})")


def seconds_to_wait(header: str | None, now: datetime) -> float:
    """Read Retry-After, which is a number of seconds or a date; 30 when it is neither, a day at most."""
    text = (header or "").strip()
    try:
        if text.isdecimal():
            return min(float(text), LONGEST)
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return UNSAID
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), LONGEST)


def until_tomorrow(now: datetime) -> float:
    """Seconds until the next midnight, UTC."""
    day = now.astimezone(UTC)
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return (midnight - day).total_seconds()

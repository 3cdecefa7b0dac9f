"""The one line to Teams' servers: our token, one connection kept, and what their answers and silences mean."""

import asyncio
import json
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Final, cast
from urllib.parse import quote, urlencode

import aiohttp
from yarl import URL

from bot.chat import Leaving
from bot.errors import MessengerError, Refused, Unsure
from bot.teams.config import TeamsConfig, is_loopback
from bot.teams.literal import dumped

Answer = Mapping[str, object]

TIMEOUT = timedelta(seconds=10)
SCOPE = "https://api.botframework.com/.default"
_EARLY = 300.0  # seconds before its end a token is fetched anew
_TRIES: Final = 5
_LONGEST = 20.0  # seconds of waiting worth staying for; longer ones come back later
_HOUR = 3600.0  # the longest Retry-After believed
_SLOWER = frozenset({412, 429})  # nothing was done: try again
_BROKEN = frozenset({408, 500, 502, 503, 504})  # it may have been done
_UNAUTHORIZED = 401
_ADMIN = timedelta(minutes=5)  # somebody has to mend it; what was promised is not lost meanwhile
_MOMENT = timedelta(seconds=1)


class Token:
    """Our own token, fetched once for everybody, off the loop or by it, and anew some minutes before its end."""

    def __init__(self, config: TeamsConfig, session: "Session", clock: Callable[[], float] = monotonic) -> None:
        self._config, self._session, self._clock = config, session, clock
        self._token, self._renew_at, self._ends_at = "", 0.0, 0.0
        self._fetching: asyncio.Task[None] | None = None

    async def header(self) -> dict[str, str]:
        """What to send with a request; nothing where nothing is signed. Raises Refused: nothing has left.

        Whoever waits for a fetch shares its end, also a bad one; while the old token lasts nobody waits.
        """
        if self._config.insecure:
            return {}
        now = self._clock()
        if now >= self._renew_at and (self._fetching is None or self._fetching.done()):
            self._fetching = asyncio.create_task(self._renew())
            self._fetching.add_done_callback(
                lambda fetch: fetch.cancelled() or fetch.exception()
            )  # asked: not reported
        if now >= self._ends_at and self._fetching:
            await asyncio.shield(self._fetching)
        return {"Authorization": f"Bearer {self._token}"}

    def drop(self) -> None:
        """It was not taken: fetch another the next time."""
        self._renew_at = self._ends_at = 0.0

    async def _renew(self) -> None:
        self._token, lasts = await self._fetch()
        now = self._clock()
        self._renew_at, self._ends_at = now + max(lasts - _EARLY, 30.0), now + max(lasts, 30.0)

    async def _fetch(self) -> tuple[str, float]:
        try:
            if self._config.kind == "UserAssignedMSI":
                async with asyncio.timeout(self._session.patience):  # the library's own fetch waits for ever
                    return await asyncio.to_thread(_managed, self._config.app_id), 600.0
            return await self._by_secret()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Refused("login_unreachable", _MOMENT) from error
        except (ValueError, TypeError, KeyError) as error:
            raise Refused("login_failed", _ADMIN) from error

    async def _by_secret(self) -> tuple[str, float]:
        url = f"{self._config.login_url}/{quote(self._config.home, safe='.-')}/oauth2/v2.0/token"
        form = {
            "grant_type": "client_credentials",
            "client_id": self._config.app_id,
            "client_secret": self._config.secret or "",
            "scope": SCOPE,
        }
        async with self._session.open().post(url, data=form, allow_redirects=False) as answer:
            body = await answer.read()
            if answer.status in _BROKEN or answer.status in _SLOWER:
                raise Refused("login_unreachable", _MOMENT)
            if answer.status != 200:  # noqa: PLR2004 (HTTP's word for yes)
                raise Refused("login_refused", _ADMIN)
        told = cast("Answer", json.loads(body))
        return str(told["access_token"]), float(str(told.get("expires_in", 3600)))


def _managed(app_id: str) -> str:
    """The token of a managed identity; blocks. Raises what the library raises, as ValueError."""
    from botframework.connector.auth import (  # noqa: PLC0415 (a third of a second, needed by this kind only)
        ManagedIdentityAppCredentials,
    )

    token = cast("object", ManagedIdentityAppCredentials(app_id).get_access_token())
    if not isinstance(token, str) or not token:
        raise ValueError("the managed identity has no token")
    return token


class Session:
    """One client session, opened when first needed."""

    def __init__(self, timeout: timedelta) -> None:
        self.patience = timeout.total_seconds()
        self._timeout = aiohttp.ClientTimeout(total=self.patience)
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> aiohttp.ClientSession:
        """It, with its connections kept alive."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()


class Line:
    """Calls Teams. Every method raises Refused and Unsure, and nothing else (but what `leaving` raises)."""

    def __init__(self, config: TeamsConfig, timeout: timedelta = TIMEOUT) -> None:
        self._session = Session(timeout)
        self._token = Token(config, self._session)

    async def introduce(self) -> None:
        """Fetch our token: whether the settings are right."""
        await self._token.header()

    async def create(
        self,
        address: str,
        path: Sequence[str],
        body: Mapping[str, object],
        query: Mapping[str, str] | None = None,
        leaving: Leaving | None = None,
    ) -> Answer:
        """POST what must not be shown twice: repeated only where it certainly was not shown."""
        return await self._ask("POST", _url(address, path, query), body, leaving)

    async def repeat(
        self,
        method: str,
        address: str,
        path: Sequence[str],
        body: Mapping[str, object] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask for what may be repeated freely: after lost connections and 5xx as well."""
        return await self._ask(method, _url(address, path, query), body, freely=True)

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()

    async def _ask(
        self,
        method: str,
        url: URL,
        body: Mapping[str, object] | None,
        leaving: Leaving | None = None,
        *,
        freely: bool = False,
    ) -> Answer:
        waited, turn, unauthorized = 0.0, 0, 0
        while True:
            turn += 1
            try:
                return await self._once(method, url, body, leaving)
            except _NotDone as no:
                pause = _pause(no.after, turn)
                if no.status == _UNAUTHORIZED:  # once more, with another token
                    self._token.drop()
                    pause, unauthorized = 0.0, unauthorized + 1
                useless = unauthorized > 1 or not (no.surely or freely)
                if useless or turn == _TRIES or waited + pause > _LONGEST:
                    raise no.meaning from no
            waited += pause
            await asyncio.sleep(pause)

    async def _once(self, method: str, url: URL, body: Mapping[str, object] | None, leaving: Leaving | None) -> Answer:
        headers = await self._token.header() | {"Content-Type": "application/json; charset=utf-8"}
        if leaving:
            await leaving()
        try:
            data = dumped(body) if body is not None else None
            request = self._session.open().request(method, url, data=data, headers=headers, allow_redirects=False)
            async with request as answer:
                return _meaning(answer.status, answer.headers, await answer.read())
        except aiohttp.ClientConnectorError as error:  # no connection: nothing left
            raise _NotDone(Refused("unreachable", _MOMENT), surely=True) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _NotDone(Unsure(f"{method}: {type(error).__name__}")) from error


class _NotDone(Exception):
    """A try that did not end well: what it means, and whether it surely changed nothing."""

    def __init__(self, meaning: MessengerError, *, status: int = 0, surely: bool = False, after: float = -1.0) -> None:
        super().__init__(str(meaning))
        self.meaning, self.status, self.surely, self.after = meaning, status, surely, after


def _meaning(status: int, headers: Mapping[str, str], body: bytes) -> Answer:
    """The answer. Raises _NotDone where another try may help, Refused where it is useless."""
    told = _read(body)
    if 200 <= status < 300:  # noqa: PLR2004 (HTTP's words for yes)
        return told
    if status in _SLOWER:
        after = _retry_after(headers)
        again = timedelta(seconds=max(after, 1.0))
        raise _NotDone(Refused("throttled", again), status=status, surely=True, after=after)
    if status == _UNAUTHORIZED:
        raise _NotDone(Refused("unauthorized", _ADMIN), status=status, surely=True)
    if status in _BROKEN or status >= 500:  # noqa: PLR2004 (HTTP's words for a broken server)
        raise _NotDone(Unsure(f"HTTP {status}"), status=status, after=_retry_after(headers))
    error = told.get("error")
    code = cast("Answer", error).get("code") if isinstance(error, dict) else None
    raise Refused(code[:80] if isinstance(code, str) and code else f"HTTP {status}")


def _read(body: bytes) -> Answer:
    """JSON; nothing where it is something else: error pages may be HTML."""
    try:
        told: object = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return cast("Answer", told) if isinstance(told, dict) else {}


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds, given as such or as a date; -1 when they do not say."""
    told = headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return min(float(told), _HOUR)
    try:
        seconds = (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return -1.0
    return min(max(seconds, 0.0), _HOUR)


def _pause(after: float, turn: int) -> float:
    seconds = after if after >= 0 else 0.25 * 2**turn
    return seconds * random.uniform(1.0, 1.2)  # noqa: S311 (to spread tries, no secret)


def _url(address: str, path: Sequence[str], query: Mapping[str, str] | None) -> URL:
    """Each part encoded by itself: ids contain `:` `;` `@` and `=`. Raises Refused for an address that is not safe."""
    if not (address.startswith("https://") or (address.startswith("http://") and is_loopback(address))):
        raise Refused("no_address")
    asked = "/".join(quote(part, safe="") for part in ("v3", *path))
    return URL(f"{address.rstrip('/')}/{asked}{'?' + urlencode(query) if query else ''}", encoded=True)

"""Whether a delivery comes from Microsoft, for us, from a tenant we serve: our own check of its token.

The library's check is not used: it answers 500 to what it should refuse, takes tokens without an end, blocks the
loop while it reads the keys, and refuses everything for a day after they change: docs/decisions/0010.
"""

import asyncio
import json
import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm

from bot.teams import limits
from bot.teams.config import TeamsConfig, is_loopback

log = logging.getLogger(__name__)

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
_TIMEOUT = aiohttp.ClientTimeout(total=10)
_LONGEST = 16_384  # characters of a header; a token of Microsoft's has about 1,300
_KEY_ID = re.compile(r"[!-~]{1,200}")


class Rejected(Exception):
    """Not taken; `status` is the HTTP status, and the reason says nothing secret."""

    def __init__(self, status: int, reason: str) -> None:
        """400 to 415: theirs to mend; 503: try again."""
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True)
class _Key:
    public: RSAPublicKey
    endorsements: frozenset[str]


class Keys:
    """The keys Microsoft signs with: fetched off the request where possible, kept when a fetch fails."""

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        """`url` is the OpenID metadata's."""
        self._url, self._now = url, now
        self._keys: Mapping[str, _Key] = {}
        self._fetched: datetime | None = None
        self._tried: datetime | None = None
        self._lock = asyncio.Lock()
        self._session: aiohttp.ClientSession | None = None
        self.age = 0  # how often the keys have changed: what was verified with older ones counts no more

    async def get(self, key_id: str) -> _Key | None:
        """The key; asks for an unknown one, at most once a minute. Raises Rejected(503) with no keys at all."""
        if key_id not in self._keys and (self._lock.locked() or self._may_ask()):
            await self.refresh()
        if not self._keys:
            raise Rejected(503, "Microsoft's keys cannot be read yet")
        return self._keys.get(key_id)

    async def keep_fresh(self) -> None:
        """Fetch them at once and before they are a day old, as long as this runs."""
        while True:
            if self._fetched is None or self._now() - self._fetched > limits.KEYS_FRESH / 2:
                await self.refresh()
            await asyncio.sleep(limits.KEYS_AGAIN.total_seconds())

    async def refresh(self) -> None:
        """Fetch them; whoever waits for the same fetch asks no second time. A failure keeps the old ones."""
        if self._lock.locked():
            async with self._lock:
                return
        async with self._lock:
            self._tried = self._now()
            try:
                keys = await self._fetch()
            except (aiohttp.ClientError, TimeoutError, ValueError, TypeError, KeyError, jwt.PyJWTError) as error:
                log.warning("Microsoft's keys could not be read: %s", type(error).__name__)
                return
            self.age += keys.keys() != self._keys.keys()
            self._keys, self._fetched = keys, self._tried

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()

    def _may_ask(self) -> bool:
        """Attempts count, not successes."""
        return self._tried is None or self._now() - self._tried >= limits.KEYS_AGAIN

    async def _fetch(self) -> Mapping[str, _Key]:
        """Raises ValueError when no key of ours can be read."""
        metadata = await self._json(self._url)
        address = str(metadata["jwks_uri"])
        if not (address.startswith("https://") or is_loopback(address)):
            raise ValueError("keys are read over https only")
        listed = (await self._json(address)).get("keys")
        keys = dict(map(_key, cast("list[Mapping[str, object]]", listed))) if isinstance(listed, list) else {}
        keys.pop("", None)
        if not keys:
            raise ValueError("no keys")
        return keys

    async def _json(self, url: str) -> Mapping[str, object]:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=_TIMEOUT)
        async with self._session.get(url, allow_redirects=False) as answer:
            answer.raise_for_status()
            read: object = json.loads(await answer.read())
        if not isinstance(read, dict):
            raise TypeError("not an object")
        return cast("Mapping[str, object]", read)


def _key(given: Mapping[str, object]) -> tuple[str, _Key]:
    """Its id and what is needed of it; "" for a key of another kind."""
    if given.get("kty") != "RSA" or not given.get("kid"):
        return "", cast("_Key", None)
    endorsed = given.get("endorsements")
    names = frozenset(map(str, cast("list[object]", endorsed))) if isinstance(endorsed, list) else frozenset[str]()
    public = cast("RSAPublicKey", RSAAlgorithm.from_jwk(json.dumps(given)))
    return str(given["kid"]), _Key(public, names)


class Doorkeeper:
    """Lets in what Microsoft signed for us, from a tenant we serve; remembers the tokens it has verified."""

    def __init__(self, config: TeamsConfig, keys: Keys, now: Callable[[], datetime]) -> None:
        self._app_id, self._tenants, self._local = config.app_id, config.tenants, config.insecure
        self._keys, self._now = keys, now
        self._known: OrderedDict[tuple[str, str], tuple[float, int]] = OrderedDict()  # → the token's end, the keys' age

    async def check(self, header: str, channel: str, address: str, tenant: str) -> None:
        """Raises Rejected: 401 for the token, 403 for what it is not for, 503 while nobody can tell.

        `channel`, `address` (serviceUrl) and `tenant` are what the activity says of itself; "" where it does not.
        """
        if self._local:
            if not is_loopback(address):
                raise Rejected(403, "without an app id only this machine is talked to")
            return
        if not address:
            raise Rejected(403, "no serviceUrl")
        if not self._remembered(header, address):
            await self._verify(header, address)
        if channel != CHANNEL:
            raise Rejected(403, "not from Teams")
        if self._tenants is not None and tenant.lower() not in self._tenants:
            raise Rejected(403, "a tenant we do not serve")

    def is_presented(self, header: str) -> bool:
        """Whether there is anything to check at all."""
        scheme, _, token = header.partition(" ")
        return self._local or (scheme.lower() == "bearer" and bool(token.strip()) and len(header) <= _LONGEST)

    def _remembered(self, header: str, address: str) -> bool:
        end, age = self._known.get((header, address), (0.0, -1))
        if end > self._now().timestamp() and age == self._keys.age:
            return True
        self._known.pop((header, address), None)
        return False

    async def _verify(self, header: str, address: str) -> None:
        token = header.partition(" ")[2].strip()
        key = await self._key_of(token)
        claims = self._claims(token, key)
        if CHANNEL not in key.endorsements:
            raise Rejected(403, "the key is not endorsed for Teams")
        if claims.get("serviceurl") != address:
            raise Rejected(403, "the token is for another serviceUrl")
        self._known[header, address] = (float(cast("float", claims["exp"])), self._keys.age)
        while len(self._known) > limits.TOKENS:
            self._known.popitem(last=False)

    async def _key_of(self, token: str) -> _Key:
        try:
            key_id: object = jwt.get_unverified_header(token).get("kid")
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise Rejected(401, f"no token: {type(error).__name__}") from None
        key = await self._keys.get(key_id) if isinstance(key_id, str) and _KEY_ID.fullmatch(key_id) else None
        if key is None:
            raise Rejected(401, "signed with an unknown key")
        return key

    def _claims(self, token: str, key: _Key) -> Mapping[str, object]:
        """Times are compared with our own clock, not with the library's."""
        try:
            claims: dict[str, object] = jwt.decode(
                token,
                key.public,
                algorithms=["RS256"],
                audience=self._app_id,
                issuer=ISSUER,
                options={
                    "require": ["exp", "iss", "aud"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
            raise Rejected(401, type(error).__name__) from None
        now, skew = self._now().timestamp(), limits.SKEW.total_seconds()
        end, begin = claims["exp"], claims.get("nbf", 0)
        if not (isinstance(end, int | float) and isinstance(begin, int | float)):
            raise Rejected(401, "times that are no numbers")
        if end + skew <= now:
            raise Rejected(401, "the token has ended")
        if begin - skew > now:
            raise Rejected(401, "the token has not begun")
        return claims

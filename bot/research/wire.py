"""One request on the wire: its redirects, its size, and aiohttp's errors in plain words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import aiohttp
from yarl import URL

from bot.research.strangers import IPAddress, NotPublic, check_address, guard

VERSION = "0.1"
MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CUT = (aiohttp.ServerDisconnectedError, aiohttp.ClientPayloadError, ConnectionResetError, BrokenPipeError)


class TooLarge(Exception):
    """The body is larger than we are willing to read."""


class TooManyRedirects(Exception):
    """It sent us on more often than a careful reader follows."""


@dataclass(frozen=True, slots=True)
class Raw:
    """What came over the wire."""

    url: URL
    status: int
    headers: Mapping[str, str]
    body: bytes


class Wire:
    """The connections: one session for the suppliers, a guarded one for strangers; both are opened when needed."""

    def __init__(self, contact: str | None, strangers_may_be: Callable[[IPAddress], bool]) -> None:
        self._agent = user_agent(contact)
        self._may_be = strangers_may_be
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def fetch(self, url: URL, headers: Mapping[str, str], most: int, *, stranger: bool) -> Raw:
        """Fetch one address, of at most `most` bytes. Raises aiohttp's errors, OSError, ValueError and ours above."""
        session = self._session(stranger=stranger)
        for _ in range(MOST_REDIRECTS + 1):
            if stranger:
                check_address(url)
            async with session.get(url, headers=headers, allow_redirects=False) as response:
                onward = response.headers.get("Location")
                if response.status not in REDIRECTS or not onward:
                    return Raw(url, response.status, response.headers, await read(response, most))
                url = url.join(URL(onward))
        raise TooManyRedirects

    async def close(self) -> None:
        """Let go of all connections."""
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()

    def _session(self, *, stranger: bool) -> aiohttp.ClientSession:
        if (session := self._sessions.get(stranger)) is None:
            connector = aiohttp.TCPConnector(ttl_dns_cache=60, socket_factory=guard(self._may_be) if stranger else None)
            session = self._sessions[stranger] = aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": self._agent},
                cookie_jar=aiohttp.DummyCookieJar(),  # no supplier recognises us from one team's question to the next
                timeout=aiohttp.ClientTimeout(total=None),  # a deadline stands around each request
            )
        return session


async def read(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The whole body, unpacked; raises TooLarge as soon as it is larger than `most` bytes."""
    if (response.content_length or 0) > most:
        raise TooLarge
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > most:
            raise TooLarge
    return bytes(body)


def user_agent(contact: str | None) -> str:
    """Who asks, and where to complain: SEC and Wikimedia throttle those who do not say."""
    who = "".join(letter for letter in contact or "" if letter.isascii() and letter.isprintable()).strip()
    return f"Warmup/{VERSION} (+{who}) aiohttp/3" if who else f"Warmup/{VERSION} aiohttp/3"


def in_words(error: Exception) -> str:
    """What happened, for people: no addresses, no headers, nothing of the body."""
    match error:
        case TooLarge():
            return "answer too large"
        case TooManyRedirects():
            return "redirected too often"
        case NotPublic() | aiohttp.ClientConnectorError(os_error=NotPublic()):
            return "not a public address"
        case aiohttp.ClientConnectorError():
            return "could not connect"
        case aiohttp.ClientConnectionError() | aiohttp.ClientPayloadError() | OSError():
            return "the connection was cut"
        case ValueError():
            return "not a web address"
        case _:
            return "no usable answer"

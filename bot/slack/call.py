"""The one line to Slack's Web API: what its answers and its silences mean."""
# pyright: reportUnknownMemberType=false
# (slack_sdk says `dict` without saying of what)

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import cast
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import MessengerError, Refused, Unsure
from bot.slack.reasons import again

Answer = Mapping[str, object]

TIMEOUT = timedelta(seconds=10)
LONGEST_WAIT = 30  # seconds of a Retry-After worth staying for
_LONGEST_RETRY_AFTER = 3600.0
_TOO_MANY = 429
_OK = 200
_HALF_DONE = frozenset({"fatal_error", "internal_error", "request_timeout"})  # Slack: part of it may have happened
_REPLY_HOSTS = (".slack.com", ".slack-gov.com")


class _Patience(AsyncRateLimitErrorRetryHandler):
    """Waits as long as Slack asks, when that is bearable."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        limited = response is not None and response.status_code == _TOO_MANY
        return limited and _retry_after(_first_values(response)) <= LONGEST_WAIT


class Line:
    """Calls Slack through one shared session. Every method raises Refused and Unsure, and nothing else."""

    def __init__(self, token: str, api_url: str, timeout: timedelta = TIMEOUT) -> None:
        self._token = token
        self._api_url = api_url
        self._timeout = aiohttp.ClientTimeout(total=timeout.total_seconds())
        self._session: aiohttp.ClientSession | None = None

    async def once(self, method: str, arguments: Mapping[str, object]) -> Answer:
        """One request, never repeated by the library: for what must not be shown twice."""
        return await _ask(self._client([]), method, body=arguments)

    async def patiently(self, method: str, arguments: Mapping[str, object]) -> Answer:
        """For what may be repeated freely: tries again after lost connections, 5xx and 429."""
        return await _ask(self._client(_handlers()), method, body=arguments)

    async def read(self, method: str, arguments: Mapping[str, object]) -> Answer:
        """The same for reading methods, which take no JSON."""
        return await _ask(self._client(_handlers()), method, query=arguments)

    async def introduce(self) -> tuple[Answer, frozenset[str] | None]:
        """Who we are, and the scopes of our token; None when Slack does not name them."""
        answer = await _response(self._client(_handlers()), "auth.test", body={})
        headers = {name.lower(): value for name, value in cast("Mapping[str, str]", answer.headers).items()}
        named = headers.get("x-oauth-scopes")
        scopes = frozenset(scope.strip() for scope in named.split(",")) if named else None
        return cast("Answer", answer.data), scopes

    async def reply(self, url: str, message: Mapping[str, object]) -> bool:
        """Answer by a response_url; False when that did not work, for whatever reason."""
        if not self._is_slacks(url):
            return False
        try:
            async with self._shared().post(url, json=message, allow_redirects=False) as answer:
                return answer.status == _OK
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def upload(self, url: str, body: bytes) -> None:
        """Send a file to the address Slack has named for it; until it is completed nobody sees it."""
        if not self._is_slacks(url):
            raise Refused("upload_elsewhere")
        try:
            async with self._shared().post(url, data=body, allow_redirects=False) as answer:
                if answer.status != _OK:
                    raise Refused(f"upload: HTTP {answer.status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Refused("upload: no answer") from error

    async def close(self) -> None:
        """Hang up."""
        if self._session is not None:
            await self._session.close()

    def _client(self, handlers: list[AsyncRetryHandler]) -> AsyncWebClient:
        return web_client(self._token, self._api_url, self._shared(), handlers)

    def _shared(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        return self._session

    def _is_slacks(self, url: str) -> bool:
        """Our words go to Slack, and nowhere else, whatever a payload says."""
        asked, ours = urlsplit(url), urlsplit(self._api_url)
        known = asked.scheme == "https" and (asked.hostname or "").endswith(_REPLY_HOSTS)
        return known or (asked.scheme, asked.netloc) == (ours.scheme, ours.netloc)


def web_client(
    token: str | None,
    api_url: str,
    session: aiohttp.ClientSession | None = None,
    handlers: list[AsyncRetryHandler] | None = None,
) -> AsyncWebClient:
    """A client; without `handlers` nothing is ever repeated. A server on this machine is asked without a proxy."""
    client = AsyncWebClient(token, api_url, timeout=10, session=session, retry_handlers=handlers or [])
    if urlsplit(api_url).hostname == "127.0.0.1":
        client.proxy = None
    return client


async def ask_once(client: AsyncWebClient, method: str) -> Answer:
    """One call without arguments. Raises Refused and Unsure."""
    return await _ask(client, method, body={})


async def _ask(
    client: AsyncWebClient,
    method: str,
    *,
    body: Mapping[str, object] | None = None,
    query: Mapping[str, object] | None = None,
) -> Answer:
    return cast("Answer", (await _response(client, method, body=body, query=query)).data)


async def _response(
    client: AsyncWebClient,
    method: str,
    *,
    body: Mapping[str, object] | None = None,
    query: Mapping[str, object] | None = None,
) -> AsyncSlackResponse:
    try:
        if query is None:
            return await client.api_call(method, json=_given(body or {}))
        return await client.api_call(method, http_verb="GET", params=_given(query))
    except SlackApiError as error:
        raise _meaning(error) from error
    except aiohttp.ClientConnectorError as error:
        raise Refused("unreachable", timedelta(seconds=1)) from error  # no connection: nothing left
    except (aiohttp.ClientError, SlackClientError, TimeoutError, AttributeError, ValueError, TypeError) as error:
        raise Unsure(f"{method}: {type(error).__name__}") from error  # the last three: a body that is no answer


def _given(arguments: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in arguments.items() if value is not None}


def _meaning(error: SlackApiError) -> MessengerError:
    """A refusal when Slack says so in so many words; anything else leaves it open."""
    response = cast("object", error.response)
    if not isinstance(response, AsyncSlackResponse):
        return Unsure("an answer that is not JSON")
    data = cast("object", response.data)
    said = cast("Answer", data).get("error") if isinstance(data, dict) else None
    if response.status_code == _TOO_MANY or said == "ratelimited":
        return Refused("ratelimited", timedelta(seconds=_retry_after(cast("Mapping[str, str]", response.headers))))
    if response.status_code != _OK or not isinstance(said, str):
        return Unsure(f"HTTP {response.status_code}")
    if said in _HALF_DONE or said.startswith("duplicate_"):
        return Unsure(said)
    return Refused(said, again(said))


def _first_values(response: HttpResponse | None) -> Mapping[str, str]:
    """Headers as slack_sdk gives them to its handlers: a list under each name."""
    headers = cast("Mapping[str, list[str]]", response.headers if response else {})
    return {name.title(): values[0] for name, values in headers.items() if values}


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds; 1 when Slack does not say, an hour at most."""
    try:
        seconds = float(headers.get("Retry-After", "1"))
    except ValueError:
        return 1.0
    return min(max(seconds, 0.0), _LONGEST_RETRY_AFTER) if math.isfinite(seconds) else 1.0


def _handlers() -> list[AsyncRetryHandler]:
    return [
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
        AsyncServerErrorRetryHandler(max_retry_count=2),
        _Patience(max_retry_count=2),
    ]

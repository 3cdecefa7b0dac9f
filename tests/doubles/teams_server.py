"""Microsoft's side on this machine: the connector that takes our cards, the login, and the keys it signs with."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Self, cast
from urllib.parse import unquote

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.doubles.teams_cards import trouble, words_shown

APP = "11111111-2222-3333-4444-555555555555"
SECRET = "not-a-real-secret"
TENANT = "aaaaaaaa-0000-0000-0000-000000000001"

Thing = dict[str, Any]


@cache
def private_key(number: int = 0) -> rsa.RSAPrivateKey:
    """A key for tests; the same number is the same key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public_key(name: str, number: int = 0, endorsements: tuple[str, ...] = ("msteams",)) -> Thing:
    """A key as Microsoft publishes it."""
    given = json.loads(RSAAlgorithm.to_jwk(private_key(number).public_key()))
    return given | {"kid": name, "use": "sig", "endorsements": list(endorsements)}


@dataclass(slots=True)
class Call:
    """One request the connector saw."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Thing
    peer: object

    @property
    def card(self) -> Thing:
        """The card it carries."""
        activity = self.body.get("activity", self.body)
        return cast("Thing", activity["attachments"][0]["content"])


@dataclass(slots=True)
class Trouble:
    """What the next matching request gets instead of an answer."""

    status: int = 500
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: str = ""
    delay: float = 0
    drop: bool = False  # break the connection
    done: bool = False  # although the request is done


class TeamsServer:
    """Teams as a bot sees it: conversations, who is in them, and what is written there."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.trouble: list[Trouble] = []
        self.shown: dict[tuple[str, str], Thing] = {}  # conversation and activity id → activity
        self.members: dict[str, list[Thing]] = {}
        self.channels: dict[str, list[Thing]] = {}
        self.refused: dict[str, str] = {}  # conversation → error code
        self.keys: list[Thing] = [public_key("k1")]
        self.keys_read = self.tokens_given = 0
        self.keys_delay = 0.0
        self.login_status = 200
        self.login_answers = asyncio.Event()  # cleared, it hangs
        self.keys_asked, self.keys_answer = asyncio.Event(), asyncio.Event()  # the second likewise
        self.login_answers.set()
        self.keys_answer.set()
        self.metadata: object = None
        self._server: TestServer | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/login/{home}/oauth2/v2.0/token", self._login)
        app.router.add_route("*", "/v3/{tail:.*}", self._v3)
        self._server = TestServer(app, host="127.0.0.1")
        await self._server.start_server()
        self.url = f"http://127.0.0.1:{self._server.make_url('/').port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.login_answers.set()
        self.keys_answer.set()
        if self._server:
            await self._server.close()

    @property
    def service(self) -> str:
        """The serviceUrl of its activities."""
        return f"{self.url}/"

    @property
    def screen(self) -> str:
        """Every word that can be read, in the order in which it came."""
        return "\n".join(words_shown(one) for one in self.shown.values())

    def posted(self, method: str = "POST") -> list[Call]:
        """The requests of this kind that say something."""
        return [call for call in self.calls if call.method == method and "attachments" in json.dumps(call.body)]

    def token(self, now: datetime, **claims: Any) -> str:
        """A header as Teams sends it; a claim that is None is left out."""
        return signed(now, self.service, **claims)

    async def _openid(self, _: web.Request) -> web.Response:
        self.keys_read += 1
        self.keys_asked.set()
        await self.keys_answer.wait()
        await asyncio.sleep(self.keys_delay)
        if self.metadata is not None:
            return web.json_response(self.metadata)
        return web.json_response({"issuer": "https://api.botframework.com", "jwks_uri": f"{self.url}/keys"})

    async def _keys(self, _: web.Request) -> web.Response:
        return web.json_response({"keys": self.keys})

    async def _login(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.tokens_given += 1
        await self.login_answers.wait()
        if self.login_status != 200 or form.get("client_secret") != SECRET:
            return web.json_response({"error": "invalid_client"}, status=max(self.login_status, 400))
        return web.json_response({"access_token": f"ours-{self.tokens_given}", "expires_in": 3600})

    async def _v3(self, request: web.Request) -> web.StreamResponse:
        raw = request.url.raw_path
        body: Thing = await request.json() if request.can_read_body else {}
        peer = request.transport.get_extra_info("peername") if request.transport else None
        call = Call(request.method, raw, dict(request.query), dict(request.headers), body, peer)
        self.calls.append(call)
        if self.trouble:
            wrong = self.trouble.pop(0)
            await asyncio.sleep(wrong.delay)
            if wrong.done:
                self._do(call)
            if wrong.drop:
                assert request.transport
                request.transport.close()
                return web.Response()
            return web.Response(status=wrong.status, headers=wrong.headers, text=wrong.body)
        return self._do(call)

    def _do(self, call: Call) -> web.Response:
        parts = [unquote(part) for part in call.path.split("/")[2:]]
        if call.body.get("attachments") or call.body.get("activity"):
            wrong = trouble(call.body.get("activity", call.body))
            if wrong:
                return _error("BadSyntax", "; ".join(wrong), 400)
        match call.method, parts:
            case "GET", ["conversations", conversation, "pagedmembers"]:
                return web.json_response({"members": self.members.get(conversation, [])})
            case "GET", ["conversations", conversation, "members", person]:
                found = [one for one in self.members.get(conversation, []) if one["id"] == person]
                return web.json_response(found[0]) if found else _error("MemberNotFoundInConversation", "", 404)
            case "GET", ["teams", team, "conversations"]:
                return web.json_response({"conversations": self.channels.get(team, [])})
            case "POST", ["conversations"]:
                return self._begin(call.body)
            case "POST", ["conversations", conversation, "activities", *_]:
                return self._say(conversation, call)
            case (("PUT" | "DELETE"), ["conversations", conversation, "activities", activity]):
                return self._change(conversation, activity, call)
            case _:
                return _error("NotFound", "", 404)

    def _begin(self, body: Thing) -> web.Response:
        if body.get("isGroup"):
            root = f"t{len(self.shown) + 1}"
            conversation = f"{body['channelData']['channel']['id']};messageid={root}"
            self.shown[conversation, root] = body["activity"]
            return web.json_response({"id": conversation, "activityId": root}, status=201)
        person = body["members"][0]["id"]
        code = self.refused.get(person)
        return _error(code, "", 403) if code else web.json_response({"id": f"a:{person}"}, status=201)

    def _say(self, conversation: str, call: Call) -> web.Response:
        code = self.refused.get(conversation) or (call.query and self.refused.get("targeted"))
        if code:
            return _error(str(code), "", 403)
        key = f"m{len(self.shown) + 1}"
        self.shown[conversation, key] = call.body
        return web.json_response({"id": key}, status=201)

    def _change(self, conversation: str, activity: str, call: Call) -> web.Response:
        if (conversation, activity) not in self.shown:
            return _error("ActivityNotFoundInConversation", "", 404)
        if call.method == "DELETE":
            del self.shown[conversation, activity]
        else:
            self.shown[conversation, activity] = call.body
        return web.json_response({"id": activity})


def _error(code: str, message: str, status: int) -> web.Response:
    return web.json_response({"error": {"code": code, "message": message}}, status=status)


def signed(
    now: datetime, service: str, key: int = 0, kid: str | None = "k1", algorithm: str = "RS256", **claims: object
) -> str:
    """An Authorization header; `claims` replace the usual ones, None leaves one out."""
    usual: dict[str, object] = {
        "iss": "https://api.botframework.com",
        "aud": APP,
        "exp": int((now + timedelta(hours=1)).timestamp()),
        "nbf": int((now - timedelta(minutes=5)).timestamp()),
        "serviceurl": service,
    }
    given = {name: value for name, value in (usual | claims).items() if value is not None}
    secret: Any = {"RS256": private_key(key), "HS256": "x" * 32, "none": None}[algorithm]
    headers = {"kid": kid} if kid else {}
    return f"Bearer {jwt.encode(given, secret, algorithm, headers=headers)}"

"""A Slack that behaves: its Web API on this machine, with people, channels, messages, limits and bad days.

It shows what we send and how we take what comes back; it does not prove that the real Slack agrees.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self, cast

from aiohttp import web

from tests.doubles.slack_files import Said, SlackFiles
from tests.doubles.slack_rules import trouble

LIMITED = "limited"


@dataclass(frozen=True)
class Call:
    """One request as it came."""

    method: str
    arguments: Said
    token: str | None


@dataclass
class Channel:
    """A conversation."""

    id: str
    members: list[str] = field(default_factory=list[str])
    flags: Said = field(default_factory=dict[str, object])
    bot_in: bool = True
    archived: bool = False


@dataclass
class SlackApi:
    """Start it with `async with`; script failures with `bad_day`, then look at `calls`, `messages` and `whispers`."""

    calls: list[Call] = field(default_factory=list[Call])
    messages: dict[tuple[str, str], Said] = field(default_factory=dict[tuple[str, str], Said])
    whispers: list[Said] = field(default_factory=list[Said])
    views: list[Said] = field(default_factory=list[Said])
    replies: list[Said] = field(default_factory=list[Said])
    channels: dict[str, Channel] = field(default_factory=dict[str, Channel])
    users: dict[str, Said] = field(default_factory=dict[str, Said])
    us: Said = field(default_factory=lambda: {"user_id": "U0BOT", "bot_id": "B0BOT", "team_id": "T1"})
    scopes: set[str] = field(default_factory=set[str])  # of the token, said in each answer's header when there are any
    refused_types: set[str] = field(default_factory=set[str])  # block types this Slack does not know yet
    envelopes: "asyncio.Queue[Said]" = field(default_factory=asyncio.Queue[Said])  # to be delivered by Socket Mode
    acks: "asyncio.Queue[Said]" = field(default_factory=asyncio.Queue[Said])
    connected: "asyncio.Queue[str]" = field(default_factory=asyncio.Queue[str])  # one for each Socket Mode connection
    files: SlackFiles = field(default_factory=SlackFiles)
    clock: float = 1_800_000_000.0
    page: int = 200
    url: str = ""
    socket_url: str = ""
    _bad: dict[str, deque[tuple[str, float]]] = field(default_factory=dict[str, deque[tuple[str, float]]])
    _runner: web.AppRunner | None = None
    _hanging: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> Self:
        """Listen on a free port of this machine."""
        app = web.Application(client_max_size=8_000_000)
        app.router.add_route("*", "/api/{method}", self._answer)
        app.router.add_post("/reply/{id}", self._reply)
        app.router.add_get("/socket", self._socket)
        app.add_routes([*self.routes(), web.post("/upload/{id}", self.files.take)])
        self._runner = web.AppRunner(app, handle_signals=False, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = cast("tuple[str, int]", self._runner.addresses[0])[1]
        self.url = f"http://127.0.0.1:{port}/api/"
        self.socket_url = f"ws://127.0.0.1:{port}/socket"
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop listening."""
        self._hanging.set()
        if self._runner:
            await self._runner.cleanup()

    # ── What a test sets up and looks at ──

    def bad_day(self, method: str, what: str, *, times: int = 1, retry_after: float = 1) -> None:
        """The next calls go wrong: an error's name is answered as `ok: false`; `_bad_answer` knows the others."""
        self._bad.setdefault(method, deque()).extend([(what, retry_after)] * times)

    def called(self, method: str) -> list[Said]:
        """The arguments of all calls of a method."""
        return [call.arguments for call in self.calls if call.method == method]

    def reply_url(self, name: str = "1") -> str:
        """A response_url."""
        return self.url.replace("/api/", f"/reply/{name}")

    def routes(self) -> list[web.RouteDef]:
        """What it answers besides; for a double that is more than this."""
        return []

    def texts(self, channel: str) -> list[Said]:
        """All messages of a conversation, oldest first."""
        return [said for (where, _), said in sorted(self.messages.items()) if where == channel]

    def blocks(self, said: Said) -> list[Said]:
        """The blocks of a message."""
        return cast("list[Said]", said.get("blocks") or [])

    # ── Answering ──

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        arguments = await arguments_of(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or None
        self.calls.append(Call(method, arguments, token))
        bad = self._bad.get(method)
        what, retry_after = bad.popleft() if bad else ("", 0.0)
        if what == "post_then_drop":
            self._do(method, arguments, token)
        if what in {"drop", "post_then_drop"}:
            return hang_up(request)
        headers = {"x-oauth-scopes": ",".join(self.scopes)} if self.scopes else {}
        return await self._bad_answer(what, retry_after) or web.json_response(
            self._do(method, arguments, token), headers=headers
        )

    async def _bad_answer(self, what: str, retry_after: float) -> web.Response | None:
        if what == "hang":
            await self._hanging.wait()
        if what == LIMITED:
            headers = {"Retry-After": f"{retry_after:g}"}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        answers: dict[str, web.Response] = {
            "500": web.Response(status=500, text="<html>oops", content_type="text/html"),
            "garbage": web.Response(text="<html>hello", content_type="application/json"),
            "not_a_dict": web.json_response(["ok"]),
            "ok_only": web.json_response({"ok": True}),
        }
        return answers.get(what) or (
            web.json_response({"ok": False, "error": what}) if what not in {"", "hang"} else None
        )

    def _do(self, method: str, arguments: Said, token: str | None) -> Said:
        if not token:
            return {"ok": False, "error": "not_authed"}
        doing = self._methods().get(method)
        if doing is None:
            return {"ok": False, "error": "unknown_method"}
        done = doing(arguments)
        return {"ok": False, "error": done} if isinstance(done, str) else {"ok": True, **done}

    def _methods(self) -> Mapping[str, Callable[[Said], Said | str]]:
        return {
            "auth.test": lambda _: self.us,
            "apps.connections.open": lambda _: {"url": self.socket_url},
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "chat.delete": self._delete,
            "chat.postEphemeral": self._whisper,
            "conversations.info": self._info,
            "conversations.open": lambda asked: {"channel": {"id": f"D{asked['users']}"}},
            "conversations.members": self._members,
            "conversations.history": self._history,
            "conversations.replies": self._history,
            "users.info": self._user,
            "users.list": lambda asked: self._paged(asked, "members", list(self.users.values())),
            "views.open": self._open_view,
            **self.files.methods(self.url),
        }

    def _post(self, asked: Said) -> Said | str:
        refusal = self._refusal(asked)
        if refusal:
            return refusal
        channel = str(asked["channel"])
        channel = f"D{channel}" if channel.startswith("U") else channel
        self.clock += 1
        said = asked | {"ts": f"{self.clock:.6f}", "user": "U0BOT", "channel": channel}
        self.messages[channel, str(said["ts"])] = said
        return {"channel": channel, "ts": said["ts"], "message": said}

    def _update(self, asked: Said) -> Said | str:
        known = self.messages.get((str(asked["channel"]), str(asked["ts"])))
        if known is None:
            return "message_not_found"
        refusal = self._refusal(asked)
        if refusal:
            return refusal
        known |= {name: value for name, value in asked.items() if name in {"text", "blocks"}}
        return {"channel": asked["channel"], "ts": asked["ts"]}

    def _delete(self, asked: Said) -> Said | str:
        gone = self.messages.pop((str(asked["channel"]), str(asked["ts"])), None)
        return {"ts": asked["ts"]} if gone else "message_not_found"

    def _whisper(self, asked: Said) -> Said | str:
        refusal = self._refusal(asked)
        if refusal:
            return refusal
        self.whispers.append(asked)
        return {"message_ts": f"{self.clock:.6f}"}

    def _refusal(self, asked: Said) -> str | None:
        channel = self.channels.get(str(asked.get("channel")))
        if channel is not None and (channel.archived or not channel.bot_in):
            return "is_archived" if channel.archived else "not_in_channel"
        blocks = cast("Sequence[Mapping[str, object]]", asked.get("blocks") or [])
        unknown = any(block.get("type") in self.refused_types for block in blocks)
        if unknown or trouble(blocks) or self.files.lacks(blocks):
            return "invalid_blocks"
        if not asked.get("text") and not blocks:
            return "no_text"
        return "msg_too_long" if len(str(asked.get("text", ""))) > 40_000 else None

    def _info(self, asked: Said) -> Said | str:
        channel = self.channels.get(str(asked["channel"]))
        return {"channel": {"id": channel.id, **channel.flags}} if channel else "channel_not_found"

    def _members(self, asked: Said) -> Said | str:
        channel = self.channels.get(str(asked["channel"]))
        return self._paged(asked, "members", channel.members) if channel else "channel_not_found"

    def _user(self, asked: Said) -> Said | str:
        user = self.users.get(str(asked["user"]))
        return {"user": user} if user else "user_not_found"

    def _paged(self, asked: Said, name: str, everything: Sequence[object]) -> Said:
        start = int(str(asked.get("cursor") or "0"))
        end = start + min(self.page, int(str(asked.get("limit") or self.page)))
        cursor = str(end) if end < len(everything) else ""
        return {name: list(everything[start:end]), "response_metadata": {"next_cursor": cursor}}

    def _history(self, asked: Said) -> Said:
        thread = asked.get("ts")
        found = [
            said for said in self.texts(str(asked["channel"])) if float(str(said["ts"])) >= float(str(asked["oldest"]))
        ]
        found = [said for said in found if said.get("thread_ts") == thread or (thread and said["ts"] == thread)]
        if str(asked.get("include_all_metadata")) not in {"1", "true", "True"}:
            found = [{name: value for name, value in said.items() if name != "metadata"} for said in found]
        limit = int(str(asked["limit"]))
        shown = found[:limit] if thread else found[::-1][:limit]
        return {"messages": shown, "has_more": len(found) > limit}

    def _open_view(self, asked: Said) -> Said | str:
        if asked.get("trigger_id") == "expired":
            return "expired_trigger_id"
        self.views.append(cast("Said", asked["view"]))
        return {"view": {"id": "V1"}}

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        """Socket Mode: delivers one envelope after the other, and hangs up after one of type `disconnect`."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await self.connected.put(request.path)
        sending = asyncio.create_task(self._send_envelopes(socket))
        async for said in socket:
            await self.acks.put(cast("Said", said.json()))
        sending.cancel()
        return socket

    async def _send_envelopes(self, socket: web.WebSocketResponse) -> None:
        while True:
            await socket.send_json(await self.envelopes.get())

    async def _reply(self, request: web.Request) -> web.Response:
        said = cast("Said", await request.json())
        if request.match_info["id"] == "expired":
            return web.json_response({"ok": False, "error": "expired_url"}, status=404)
        if trouble(cast("Sequence[Mapping[str, object]]", said.get("blocks") or [])):
            return web.Response(status=400, text="invalid_blocks")
        self.replies.append(said)
        return web.Response(text="ok")


async def arguments_of(request: web.Request) -> Said:
    """What a request asks for, however it was sent."""
    arguments: Said = dict(request.query)
    if request.content_type == "application/json":
        arguments |= cast("Said", await request.json())
    else:
        arguments |= {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    for name in {"blocks", "view", "metadata"} & arguments.keys():
        if isinstance(arguments[name], str):
            arguments[name] = json.loads(str(arguments[name]))
    return arguments


def hang_up(request: web.Request) -> web.Response:
    """Answer nothing: the connection is gone."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()

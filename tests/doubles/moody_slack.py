"""A Slack with bad days, in a process of its own: slow, full, broken, or gone right after it has posted."""

import asyncio
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.doubles.slack_api import Call, Channel, Said, SlackApi, arguments_of, hang_up
from tests.doubles.warmup_process import PATIENCE, ROOT

MEMBERS = ("U1", "U2", "U0BOT")
SILENT = 12.0  # seconds: longer than Warmup waits for an answer
LATE = 11.0  # seconds until a request is applied whose sender has given up, and perhaps died
POST = "chat.postMessage"

# How often, in parts of a thousand; the rest is a good day.
BAD_DAYS: Mapping[str, int] = {
    "slow": 50,
    "limited": 20,
    "500": 10,
    "garbage": 3,
    "drop": 20,
}
AFTER_POSTING: Mapping[str, int] = {"post_then_drop": 30, "post_then_500": 10, "post_then_silent": 3, "late": 2}


@dataclass
class MoodySlack(SlackApi):
    """Its moods come from `chance`; it also refuses more than a message a second in one channel, as Slack does."""

    chance: random.Random = field(default_factory=random.Random)
    counted: Counter[str] = field(default_factory=Counter[str])
    _working: dict[str, asyncio.Event] = field(default_factory=lambda: defaultdict(asyncio.Event))
    _posted_at: dict[str, float] = field(default_factory=dict[str, float])

    def routes(self) -> list[web.RouteDef]:
        """For the one who made it: who has called, and what was posted."""
        return [web.get("/calls/{token}", self._first_call), web.get("/told", self._tell)]

    async def _first_call(self, request: web.Request) -> web.Response:
        """Answered once somebody has called with this token."""
        await self._working[request.match_info["token"]].wait()
        return web.Response()

    async def _tell(self, _: web.Request) -> web.Response:
        posts = [
            [_marker(said), float(str(said["ts"])), str(said.get("blocks")), str(said["channel"])]
            for said in self.messages.values()
        ]
        return web.json_response({"posts": posts, "counted": self.counted})

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method, arguments = request.match_info["method"], await arguments_of(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self._working[token].set()
        self.counted[method] += 1
        mood = self._mood(method)
        self.counted[mood] += 1
        match mood:
            case "limited":
                return _limited()
            case "500" | "garbage":
                return await self._bad_answer(mood, 0) or web.Response()
            case "drop":
                return hang_up(request)
            case "slow":
                await asyncio.sleep(self.chance.uniform(0.2, 2))
            case "late":
                await asyncio.sleep(LATE)
            case _:
                pass
        return await self._applied(request, Call(method, arguments, token), mood)

    async def _applied(self, request: web.Request, call: Call, mood: str) -> web.StreamResponse:
        if call.method == POST and self._too_soon(str(call.arguments["channel"])):
            self.counted["too soon"] += 1
            return _limited()
        self.clock = max(time.time() - 1, self.clock - 0.999_999)  # a message's ts is its time
        answer = web.json_response(self._do(call.method, call.arguments, call.token))
        match mood:
            case "post_then_drop":
                return hang_up(request)
            case "post_then_500":
                return web.Response(status=500, text="<html>oops", content_type="text/html")
            case "post_then_silent":
                await asyncio.sleep(SILENT)
            case _:
                pass
        return answer

    def _mood(self, method: str) -> str:
        moods = {**BAD_DAYS, **(AFTER_POSTING if method == POST else {})}
        return self.chance.choices(["", *moods], [1000 - sum(moods.values()), *moods.values()])[0]

    def _too_soon(self, channel: str) -> bool:
        now = time.monotonic()
        if now - self._posted_at.get(channel, 0) < 0.9:
            return True
        self._posted_at[channel] = now
        return False


def _limited() -> web.Response:
    return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"})


def _marker(said: Said) -> str:
    match said.get("metadata"):
        case {"event_payload": {"id": str(marker)}}:
            return marker
        case _:
            return ""


@asynccontextmanager
async def moody_slack(channels: int, seed: int) -> AsyncGenerator[str]:
    """Start one in a process of its own; the address of its API."""
    words = ("-m", "tests.doubles.moody_slack", str(channels), str(seed))
    process = await asyncio.create_subprocess_exec(sys.executable, *words, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout
        yield (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode().strip()
    finally:
        process.kill()
        await process.wait()


async def _run(channels: int, seed: int) -> None:
    slack = MoodySlack(clock=0.0, chance=random.Random(seed))  # noqa: S311 (moods, no secrets)
    slack.channels |= {(name := f"C{number}"): Channel(name, list(MEMBERS)) for number in range(channels)}
    slack.users |= {who: {"id": who, "real_name": "Dana Cho", "tz": "America/New_York"} for who in MEMBERS}
    async with slack:
        sys.stdout.write(f"{slack.url}\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_run(int(sys.argv[1]), int(sys.argv[2])))

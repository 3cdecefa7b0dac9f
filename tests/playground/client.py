"""Microsoft's local client, pinned, installed when it is needed, and driven by the requests its own page makes.

Its licence is for evaluation: it is never part of Warmup, of a release or of CI, and nobody reads its code.
"""

import asyncio
import json
import os
import shutil
import socket
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import aiohttp

from tests.doubles.teams_cards import walk, words_shown

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"  # its requests are private and change: nothing newer unseen
INSTALLED = Path(__file__).parents[2] / "build" / "playground"  # ignored by git; `make clean` takes it away
LOOPBACK = Path(__file__).with_name("loopback.cjs")
CHANNEL = "team-id"  # its General channel
PATIENCE = 20.0  # seconds for anything that somebody would wait for
ME = {"id": "user-id-0", "name": "Alex Wilber"}

Thing = dict[str, Any]


@dataclass(slots=True)
class Shown:
    """A message of the bot's as it stands now."""

    conversation: str
    id: str
    message: Thing
    changes: int = 0

    @property
    def words(self) -> str:
        """Every word on it."""
        return words_shown(self.message)


@dataclass(slots=True)
class Playground:
    """A running client: what one can do in it, and what is on its screen."""

    url: str
    session: aiohttp.ClientSession
    bot: Thing = field(default_factory=dict[str, Any])
    chat: str = ""  # the personal one's id
    screen: dict[str, Shown] = field(default_factory=dict[str, Shown])
    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def installs(self) -> None:
        """Add the bot to the personal chat: both of Teams' events."""
        await self._post(f"/_debug/conversation/{self.chat}/installation", {})

    async def says(self, words: str, conversation: str = "") -> str:
        """Write to the bot, in a channel by a mention; the conversation in which the answer belongs."""
        mention = {"mentioned": self.bot, "text": f"<at>{self.bot['name']}</at>"}
        body: Thing = {"type": "text", "textFormat": "plain", "from": ME, "text": words}
        if conversation:
            body |= {"text": f"{mention['text']} {words}", "mentions": [mention]}
        answer = await self._post(f"/_conversation/v1/conversations/{conversation or self.chat}/messages", body)
        return str(answer.get("postConversationId") or conversation or self.chat)

    async def invokes(self, name: str, value: Thing, on: Shown | None = None, conversation: str = "") -> Thing:
        """Something whose answer the client waits for."""
        where = on.conversation if on else conversation or self.chat
        body: Thing = {"name": name, "value": value, "from": ME, "conversation": {"id": where}}
        return await self._post("/_conversation/v1/invoke", body | ({"replyToId": on.id} if on else {}))

    async def sees(self, *words: str, within: float = PATIENCE, besides: frozenset[str] = frozenset()) -> Shown:
        """The newest message with all these words, none of `besides`. Raises AssertionError when none comes in time."""
        until = asyncio.get_running_loop().time() + within
        while True:
            self._moved.clear()
            for one in reversed(self.screen.values()):
                if one.id not in besides and all(said in one.words for said in words):
                    return one
            left = until - asyncio.get_running_loop().time()
            assert left > 0, f"{words} did not appear; what came last:\n{self.words[-1500:]}"
            with suppress(TimeoutError):
                await asyncio.wait_for(self._moved.wait(), left)

    @property
    def words(self) -> str:
        """Everything on the screen."""
        return "\n----\n".join(one.words for one in self.screen.values())

    async def follow(self) -> None:
        """Keep the screen up to date, for as long as this runs."""
        async with self.session.ws_connect(f"{self.url}/_ws_conversation/v1/conversations/stream") as stream:
            async for came in stream:
                self._happened(json.loads(came.data))

    def _happened(self, event: Thing) -> None:
        message: Thing = event.get("message") or {}
        key = f"{event.get('actionConversationId')}/{message.get('messageId')}"
        sender: Thing = message.get("from") or {}
        if event.get("action") == "createMessage" and sender.get("id") == self.bot["id"]:
            self.screen[key] = Shown(event["actionConversationId"], message["messageId"], message)
        elif event.get("action") == "updateMessage" and key in self.screen:
            self.screen[key].message = message
            self.screen[key].changes += 1
        self._moved.set()

    async def _post(self, path: str, body: Thing) -> Thing:
        async with self.session.post(f"{self.url}{path}", json=body) as answer:
            said = await answer.text()
            assert answer.ok, f"{path}: {answer.status} {said[:500]}"
        return cast("Thing", json.loads(said)) if said.strip().startswith("{") else {}


def pressable(shown: Shown, label: str) -> Mapping[str, Any]:
    """The button with this label, wherever it is folded away."""
    found = [one for one in walk(shown.message) if str(one.get("type", "")).startswith("Action.")]
    matching = [one for one in found if one.get("title") == label]
    assert matching, f"no button {label!r} among {[one.get('title') for one in found]}"
    return matching[0]


async def install() -> None:
    """Have npm install it, none of its scripts run. Raises AssertionError with npm's words when it cannot."""
    npm = shutil.which("npm")
    assert npm, "npm is missing: install Node.js"
    INSTALLED.mkdir(parents=True, exist_ok=True)
    quietly = ("--prefix", str(INSTALLED), "--ignore-scripts", "--no-audit", "--no-fund", "--no-save")
    running = await asyncio.create_subprocess_exec(
        npm, "install", *quietly, PACKAGE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        said, _ = await asyncio.wait_for(running.communicate(), 120)
    finally:
        await _ended(running)
    assert running.returncode == 0, f"npm could not install it:\n{said.decode()[-1000:]}"


@asynccontextmanager
async def playing(bot: str, folder: Path) -> AsyncGenerator[Playground]:
    """The client, talking to the bot at this address; ended with the block. What it writes goes into `folder`."""
    node, port = shutil.which("node"), _free_port()
    assert node, "node is missing: install Node.js"
    url = f"http://127.0.0.1:{port}"
    words = ["-e", f"{bot}/api/messages", "-c", "msteams", "-p", f"{port}", "--service-url", f"{url}/_connector"]
    script = INSTALLED / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"
    with (folder / "playground.log").open("wb") as log:
        running = await asyncio.create_subprocess_exec(
            *(node, "-r", str(LOOPBACK), str(script), "start", *words, "--disable-telemetry"),
            cwd=folder,
            env={"PATH": os.environ.get("PATH", ""), "HOME": str(folder)},
            stdout=log,
            stderr=log,
        )
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE)) as session:
            client = Playground(url, session)
            told = await _config(client)
            client.bot, client.chat = told["bot"], told["personalChat"]["id"]
            following = asyncio.create_task(client.follow())
            try:
                yield client
            finally:
                following.cancel()
                await asyncio.gather(following, return_exceptions=True)
    finally:
        await _ended(running)


async def _config(client: Playground) -> Mapping[str, Any]:
    """Who plays along; asked until the client listens."""
    for _ in range(100):
        with suppress(aiohttp.ClientConnectorError):
            async with client.session.get(f"{client.url}/_internal/v1/config") as answer:
                return (await answer.json())["config"]
        await asyncio.sleep(0.2)
    raise AssertionError("Microsoft's client does not listen")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
    await process.wait()

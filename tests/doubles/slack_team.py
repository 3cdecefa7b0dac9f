"""A whole team's Slack around a running Warmup: what is delivered to it, and what people then read."""

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import aiohttp

from tests.doubles import slack_requests as asked
from tests.doubles.slack_api import Channel, Said, SlackApi
from tests.doubles.slack_rules import trouble, words_shown
from tests.doubles.suppliers import Suppliers
from tests.doubles.warmup_process import Process, serving

SOON = 20.0  # seconds a test waits at most: a busy machine is no bug
MEMBERS = ("U1", "U2", "U0BOT")
BLOCKS = ("chat.postMessage", "chat.update", "chat.postEphemeral")


@dataclass(slots=True)
class Team:
    """Slack, the sources, and Warmup between them; channels C1 and C2 hold the team only."""

    folder: Path
    slack: SlackApi
    suppliers: Suppliers
    client: aiohttp.ClientSession
    stack: AsyncExitStack
    settings: dict[str, str] = field(default_factory=dict[str, str])
    warmup: Process | None = None
    numbers: int = 0

    async def starts(self, **settings: str) -> Process:
        """Start Warmup, with the sample book unless told otherwise; again after an end, on the same database."""
        self.settings |= settings
        self.warmup = await self.stack.enter_async_context(serving(self.environment(), self.folder / "log.txt"))
        return self.warmup

    def environment(self) -> Mapping[str, str]:
        """The settings of a process of this team."""
        return {
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_SIGNING_SECRET": asked.SECRET,
            "SLACK_API_URL": self.slack.url,
            "DATABASE_URL": f"sqlite:///{self.folder / 'warmup.sqlite3'}",
            "WARMUP_CONTACT": "ops@northwind.example",
            "WARMUP_BOOK": "sample",
            "WARMUP_SELLER": "Northwind",
            **self.suppliers.settings,
            **self.settings,
        }

    async def delivers(self, body: str, headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Deliver as Slack does, signed now or with these headers; status and text of the answer."""
        assert self.warmup
        kind = asked.JSON if body.startswith("{") else asked.FORM
        signed = asked.signed(body, datetime.now(UTC), kind) if headers is None else headers
        async with self.client.post(f"{self.warmup.url}/slack/events", data=body.encode(), headers=signed) as answer:
            return answer.status, await answer.text()

    async def types(self, words: str, **slots: str) -> tuple[int, str]:
        """Type `/warmup …` in C1."""
        self.numbers += 1
        given = {"trigger_id": f"typed.{self.numbers}", "response_url": self.slack.reply_url(f"typed{self.numbers}")}
        return await self.delivers(asked.command(words, **(given | slots)))

    async def presses(self, said: Said, label: str, trigger: str = "") -> tuple[int, str]:
        """Press the button of a message whose label begins so."""
        button = next(one for one in buttons(said) if label_of(one).startswith(label))
        return await self._does(said, button, {"type": "button", "value": button.get("value", "")}, trigger)

    async def chooses(self, said: Said, label: str, option: str, trigger: str = "") -> tuple[int, str]:
        """Choose the option that begins so in the menu of a message whose label begins so."""
        menu = next(one for one in buttons(said) if label_of(one).startswith(label))
        options = cast("list[Said]", menu["options"])
        chosen = next(one for one in options if label_of(one).startswith(option))
        return await self._does(said, menu, {"type": "static_select", "selected_option": chosen}, trigger)

    async def _does(self, said: Said, button: Said, what: Said, trigger: str) -> tuple[int, str]:
        self.numbers += 1
        press = asked.press(
            str(button["action_id"]),
            channel={"id": said["channel"], "name": "sales"},
            message={"ts": said["ts"], **({"thread_ts": said["thread_ts"]} if said.get("thread_ts") else {})},
            actions=[{"action_id": button["action_id"], **what}],
            trigger_id=trigger or f"pressed.{self.numbers}",
            response_url=self.slack.reply_url(f"pressed{self.numbers}"),
        )
        return await self.delivers(press)

    async def submits(self, view: Said, state: Mapping[str, object]) -> tuple[int, str]:
        """Send a dialog with this state of one input."""
        self.numbers += 1
        (name,) = state
        sent = {
            "callback_id": view["callback_id"],
            "private_metadata": view.get("private_metadata", ""),
            "state": {"values": {name: {name: state[name]}}},
        }
        given = {"view": sent, "trigger_id": f"sent.{self.numbers}", "response_url": ""}  # a dialog has none
        return await self.delivers(asked.payload("view_submission", **given))

    def read(self, channel: str = "C1") -> list[str]:
        """What people read in a conversation, threads among it, a text for each message."""
        return [words_shown(self.slack.blocks(said)) for said in self.slack.texts(channel)]

    def whispered(self) -> str:
        """Everything that was told to one person only."""
        said = [*self.slack.replies, *self.slack.whispers]
        return " ".join(words_shown(self.slack.blocks(one)) or str(one.get("text")) for one in said)

    async def sees(self, seen: Callable[[], object], seconds: float = SOON) -> None:
        """Wait until it can be seen; the test fails with the log when it never is."""
        ends = asyncio.get_running_loop().time() + seconds
        while not seen():
            if asyncio.get_running_loop().time() > ends:
                log = (self.folder / "log.txt").read_text()[-3000:]
                raise AssertionError(f"not seen in {seconds} s; C1 reads {self.read()!r}\n{log}")
            await asyncio.sleep(0.02)

    async def sees_brief(self, *words: str, channel: str = "C1") -> Said:
        """Wait for a finished brief with these words; its message."""

        def finished() -> Said | None:
            return next((one for one in self.slack.texts(channel) if _is_finished(one, words)), None)

        await self.sees(finished)
        return cast("Said", finished())

    def broken_limits(self) -> list[str]:
        """What Slack would have refused in anything Warmup sent, also where a plainer drawing followed."""
        sent = [call.arguments for call in self.slack.calls if call.method in BLOCKS]
        drawn = [self.slack.blocks(one) for one in (*sent, *self.slack.replies)]
        return [wrong for blocks in drawn for wrong in trouble(blocks)]


def _is_finished(said: Said, words: Sequence[str]) -> bool:
    read = words_shown(cast("list[Said]", said.get("blocks") or []))
    return all(one in read for one in ("keys", "More", *words)) and "Still asking" not in read


def buttons(said: Said) -> list[Said]:
    """The buttons and menus of a message."""
    blocks = cast("list[Said]", said.get("blocks") or [])
    return [one for block in blocks if block["type"] == "actions" for one in cast("list[Said]", block["elements"])]


def label_of(button: Said) -> str:
    """What stands on a button or a folded menu."""
    return str(cast("Said", button.get("text") or button["placeholder"])["text"])


def live(value: object) -> list[str]:
    """Whatever in a payload Slack would turn into a mention, a call to everybody, or a link with another's words."""
    found: list[str] = []
    if isinstance(value, dict):
        thing = cast("Said", value)
        kind = thing.get("type")
        if kind in {"user", "usergroup", "broadcast", "channel", "team"}:
            found.append(json.dumps(thing))
        if kind not in {"text", "raw_text", "link"} and isinstance(thing.get("text"), str):
            found += [str(thing["text"])] if _calls(str(thing["text"])) else []
        found += [one for inner in thing.values() for one in live(inner)]
    elif isinstance(value, list):
        found += [one for inner in cast("list[object]", value) for one in live(inner)]
    return found


def _calls(text: str) -> bool:
    return any(sign in text for sign in ("<!", "<@", "<#", "<https://evil", "<http://evil", "<mailto"))


async def team(folder: Path, stack: AsyncExitStack) -> Team:
    """A team whose Slack and sources are there already; Warmup is started by the test."""
    slack, suppliers = await stack.enter_async_context(SlackApi()), await stack.enter_async_context(Suppliers())
    for channel in ("C1", "C2"):
        slack.channels[channel] = Channel(channel, list(MEMBERS))
    slack.users |= {who: {"id": who, "real_name": "Dana Cho", "tz": "America/New_York"} for who in MEMBERS}
    client = await stack.enter_async_context(aiohttp.ClientSession())
    return Team(folder, slack, suppliers, client, stack)

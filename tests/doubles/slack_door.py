"""Slack's side of our front door: a reception that behaves, a clock that stands, signed deliveries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.cards import Errors
from bot.chat import Interaction
from bot.errors import NotStored
from bot.settings import Settings
from bot.slack.listen import PATH
from tests.doubles.slack_requests import SECRET, signed

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)


@dataclass
class FakeReception:
    """Keeps each delivery once, as the inbox does; `broken` keeps nothing."""

    accepted: list[Interaction] = field(default_factory=list[Interaction])
    wrong: Mapping[str, str] = field(default_factory=dict[str, str])
    broken: bool = False

    def check(self, asked: Interaction) -> Errors | None:
        """The errors a test asks for."""
        return Errors(self.wrong) if self.wrong else None

    async def accept(self, asked: Interaction) -> bool:
        """True when new."""
        if self.broken:
            raise NotStored("the disk is full")
        new = asked.key not in {known.key for known in self.accepted}
        if new:
            self.accepted.append(asked)
        return new


@dataclass
class Door:
    """Slack's side of the HTTP door."""

    client: "TestClient[web.Request, web.Application]"
    reception: FakeReception

    async def deliver(
        self, body: str | bytes, kind: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """Status and text of the answer to a signed delivery, or to one with these headers."""
        text = body if isinstance(body, str) else ""
        guessed = kind or ("application/json" if text.startswith("{") else "application/x-www-form-urlencoded")
        given = signed(body, NOW, guessed) if headers is None else headers
        async with self.client.post(PATH, data=body, headers=given) as answer:
            return answer.status, await answer.text()


def settings_for(api_url: str, **other: object) -> Settings:
    """Settings from nothing but these."""
    known: dict[str, object] = {
        "slack_bot_token": "xoxb-test",
        "slack_signing_secret": SECRET,
        "slack_api_url": api_url,
    }
    return Settings.model_validate(known | other)

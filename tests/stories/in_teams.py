"""A team in Teams with Warmup in it: what is delivered as Teams does, and what people then read."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.app import App
from tests import examples
from tests.doubles import teams_activities as asked
from tests.doubles.teams_cards import pressable
from tests.doubles.teams_door import TeamsDoor
from tests.doubles.teams_server import TeamsServer


@dataclass
class InTeams:
    """A team in Teams, with Warmup in it."""

    teams: TeamsServer
    app: App = field(init=False)
    door: TeamsDoor = field(init=False)
    moved: timedelta = timedelta(0)

    async def delivers(self, activity: Any) -> Any:
        """Deliver as Teams does; its answer, once the work is done."""
        token = self.teams.token(examples.NOW + self.moved)
        status, answer = await self.door.deliver(activity, token)
        assert status in {200, 202}, status
        await self.settled()
        return answer

    async def says(self, words: str, where: str = "personal") -> str:
        """Somebody writes; the screen afterwards."""
        await self.delivers(asked.says(self.teams.service, words, where))
        return self.teams.screen

    async def presses(self, label: str, where: str = "personal") -> Any:
        """Press the newest button of this label; what Teams is told."""
        for (there, key), shown in reversed(self.teams.shown.items()):
            try:
                button = pressable(shown, label)
            except AssertionError:
                continue
            if button["type"] == "Action.ShowCard":
                continue
            pressed = asked.presses(self.teams.service, dict(button), key, where)
            return await self.delivers(pressed | {"conversation": pressed["conversation"] | {"id": there}})
        raise AssertionError(f"no button {label!r} on the screen:\n{self.teams.screen}")

    async def sees(self, words: str) -> str:
        """The screen, as soon as these words are on it; as it is when they do not come."""
        for _ in range(300):
            if words in self.teams.screen:
                break
            await asyncio.sleep(0.01)
        return self.teams.screen

    async def settled(self) -> None:
        """Wait until nothing is in hand any more."""
        for _ in range(600):
            due = await self.app.services.store.jobs.next_at()
            if due is None or due > examples.NOW + self.moved + timedelta(minutes=1):
                return
            await asyncio.sleep(0.01)
        raise AssertionError("still busy")

    async def waits(self, by: timedelta) -> str:
        """Let time pass, and what is due be done."""
        self.moved += by
        self.app.scheduler.wake()
        await self.settled()
        return self.teams.screen

"""`make playground`: five scenes in Microsoft's client, each with a ✔ or a ✘; 1 when one does not hold."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.doubles.warmup_process import serving
from tests.playground.client import CHANNEL, Playground, Shown, install, playing, pressable

WHOLE = 240  # seconds for everything
HEARD = "Acme froze hiring until March, said their recruiter"
CARD = "application/vnd.microsoft.card.adaptive"

Scene = Callable[[Playground], Awaitable[None]]


async def greeted(teams: Playground) -> None:
    """Installed, Warmup greets: once, and says what it can do."""
    await teams.installs()
    await teams.sees("Jane Doe at Acme")
    await asyncio.sleep(1)
    assert len(teams.screen) == 1, f"greeted {len(teams.screen)} times"


async def briefed(teams: Playground) -> None:
    """A mention in a channel is answered by a brief in its thread: one message, which warms up."""
    thread = await teams.says("Jane Doe at Acme", CHANNEL)
    brief = await teams.sees("3 keys", "Open with")
    assert brief.conversation == thread, f"it stands in {brief.conversation}, asked in {thread}"
    assert brief.changes, "it came at once, without a word before"
    assert len([one for one in teams.screen.values() if one.conversation == thread]) == 1


async def refreshed(teams: Playground) -> None:
    """A button's answer is the card that stands in its place from now on, for everybody."""
    brief = await teams.sees("3 keys", "Open with")
    await pressed(teams, brief, "Tomorrow")
    promise = await teams.sees("⏰", "Cancel")
    answer = await pressed(teams, promise, "Cancel")
    assert answer["type"] == CARD, answer
    assert "Cancelled" in str(answer["value"])
    assert (await teams.sees("Cancelled")).id == promise.id


async def heard(teams: Playground) -> None:
    """*Save as intel* on a colleague's message opens a dialog; what is saved stands in the next brief."""
    message = {
        "id": "77",
        "createdDateTime": "2026-11-24T15:00:00Z",
        "from": {"user": {"id": "00000000-0000-0000-0000-0000000000021", "displayName": "Megan Bowen"}},
        "body": {"contentType": "html", "content": f"<p>{HEARD}</p>"},
        "linkToMessage": "https://teams.example/l/77",
    }
    chosen = {"commandId": "save_intel", "commandContext": "message", "messagePayload": message}
    opened = await teams.invokes("composeExtension/fetchTask", chosen, conversation=CHANNEL)
    form = opened["task"]["value"]["card"]["content"]
    filled = {one["id"]: one.get("value", "") for one in form["body"] if one["type"].startswith("Input.")}
    sent = chosen | {"data": form["actions"][0]["data"] | filled | {"about": "Acme"}}
    saved = await teams.invokes("composeExtension/submitAction", sent, conversation=CHANNEL)
    assert saved["task"]["type"] == "message", saved
    before = frozenset(one.id for one in teams.screen.values())
    await teams.says("Jane Doe at Acme", CHANNEL)
    brief = await teams.sees("3 keys", "Open with", besides=before)
    if HEARD not in brief.words:
        await pressed(teams, brief, "More")
        await teams.sees(HEARD, besides=before)


async def kept(teams: Playground) -> None:
    """A promise arrives by itself when it is due, in the chat where it was made."""
    await teams.says("remind Jane Doe at Acme in 1 minute to send pricing")
    promise = await teams.sees("⏰", "send pricing", "Cancel")
    came = await teams.sees("send pricing", "Snooze", within=100, besides=frozenset({promise.id}))
    assert came.conversation == teams.chat


async def pressed(teams: Playground, on: Shown, label: str) -> dict[str, object]:
    """What the client is told after a press."""
    button = pressable(on, label)
    action = {"type": "Action.Execute", "verb": button["verb"], "data": button["data"]}
    return await teams.invokes("adaptiveCard/action", {"action": action, "trigger": "manual"}, on)


SCENES: tuple[Scene, ...] = (greeted, briefed, refreshed, heard, kept)


async def played() -> int:
    """Every scene, each after the one before; how many did not hold."""
    await install()
    failed = 0
    with tempfile.TemporaryDirectory(prefix="warmup-playground-") as name:
        folder = Path(name)
        settings = {
            "TEAMS_INSECURE_LOCAL": "1",
            "DATABASE_URL": f"sqlite:///{folder / 'warmup.sqlite3'}",
            "WARMUP_BOOK": "sample",
        }
        async with serving(settings, folder / "warmup.log") as bot, playing(bot.url, folder) as teams:
            for scene in SCENES:
                failed += not await holds(scene, teams)
        if failed:
            sys.stdout.write(f"What Warmup logged:\n{(folder / 'warmup.log').read_text('utf-8')[-3000:]}\n")
    return failed


async def holds(scene: Scene, teams: Playground) -> bool:
    """Play it, and say in a line what it shows and whether it does."""
    said = " ".join((scene.__doc__ or "").split())
    try:
        await scene(teams)
    except (AssertionError, LookupError, OSError, TimeoutError) as error:
        sys.stdout.write(f"✘ {said}\n    {type(error).__name__}: {error}\n")
        return False
    sys.stdout.write(f"✔ {said}\n")
    sys.stdout.flush()
    return True


if __name__ == "__main__":
    try:
        sys.exit(bool(asyncio.run(asyncio.wait_for(played(), WHOLE))))
    except (AssertionError, TimeoutError) as error:
        sys.exit(f"✘ {error or f'not done after {WHOLE} seconds'}")

"""Draws docs/desk.png, the desk in the README: `python -m tests.desk_picture`, with Liberation and Noto emoji fonts."""

import asyncio
import re
import shutil
import tempfile
from pathlib import Path

from playwright.async_api import Page, async_playwright, expect

from bot.app import sit
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
WIDE = 1280
HIGH = 800


async def act(page: Page) -> None:
    """Brief in working hours, call, promise, and an hour later."""
    while not re.search(r"(11:\d\d am|(?<!\d)[1-3]:\d\d pm)", await page.locator("#clock time").inner_text()):
        before = await page.locator("#clock time").inner_text()
        await page.get_by_role("button", name="+1 h").click()
        await expect(page.locator("#clock time")).not_to_have_text(before)
    room, thread = page.get_by_role("main"), page.get_by_role("complementary", name="Thread")
    await page.get_by_label("Message in #sales").fill("/warmup Jane Doe at Acme")
    await page.keyboard.press("Enter")
    await room.get_by_text(re.compile("of 3 keys")).wait_for()
    await room.get_by_role("button", name="Dismiss").click()
    await room.get_by_text("Log call").click()
    await room.get_by_role("button", name="Voicemail left").click()
    await thread.get_by_role("button", name="Add a note").wait_for()
    await room.get_by_text("Remind me").click()
    await room.get_by_role("button", name="In 1 hour").click()
    await thread.get_by_role("button", name="Hand over").wait_for()
    await page.get_by_role("button", name="Next due").click()
    await thread.get_by_text("@Dana Cho").wait_for()
    await page.wait_for_timeout(500)  # what arrives moves in


async def draw() -> None:
    """Sit down at a desk of its own and keep what the browser shows."""
    database = f"sqlite:///{Path(tempfile.mkdtemp()) / 'picture.sqlite3'}"
    settings = Settings(database_url=database, port=0, warmup_book="sample", warmup_seller="Northwind")
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(sit(settings, stop, ready.set_result))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": WIDE, "height": HIGH})
        await page.goto(f"{await ready}/desk")
        await act(page)
        await page.screenshot(path=ROOT / "docs" / "desk.png")
        await browser.close()
    stop.set()
    await serving


if __name__ == "__main__":
    asyncio.run(draw())

"""The desk in a real browser: a brief, a call, a promise, and the day it is due."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.app import sit
from bot.settings import Settings

CHROMIUM = shutil.which("chromium")
NOBODY = "http://127.0.0.1:9"  # a port that refuses: no source outside answers in this story

SUPPLIERS = [name for name in Settings.model_fields if name.startswith("warmup_") and name.endswith("_url")]
PICTURE = Path(__file__).parents[2] / "docs" / "desk.png"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="there is no chromium here"),
]


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where a desk is served, with the sample book and a database of its own."""
    settings = Settings.model_validate(
        {
            **dict.fromkeys(SUPPLIERS, NOBODY),
            "database_url": f"sqlite:///{tmp_path / 'desk.sqlite3'}",
            "port": 0,
            "warmup_book": "sample",
            "warmup_seller": "Northwind",
            "warmup_deadline": 2,
        }
    )
    stop, ready = asyncio.Event(), asyncio.get_running_loop().create_future()
    serving = asyncio.create_task(sit(settings, stop, ready.set_result))
    await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
    yield f"{ready.result()}/desk"
    stop.set()
    await serving


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A real browser."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    """Dana's page, on which nothing goes wrong unseen."""
    wrong: list[str] = []
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    await page.goto(address)
    yield page
    assert not wrong


async def test_a_call_from_the_brief_to_the_kept_promise(page: Page, tmp_path: Path):
    """Type a command, read the brief, log how it went, set a follow-up, move the clock, and it arrives."""
    sales, thread = page.get_by_role("main"), page.get_by_role("complementary", name="Thread")
    box = page.get_by_label("Message in #sales")
    await box.fill("/warmup Jane Doe at Acme")
    await box.press("Enter")
    await expect(sales.get_by_text("Jane Doe · VP Operations · Acme")).to_be_visible()
    await expect(sales.get_by_text(re.compile("of 3 keys"))).to_be_visible()

    await sales.get_by_text("Log call").click()
    await sales.get_by_role("button", name="Voicemail left").click()
    await expect(thread.get_by_text("Voicemail left Jane Doe at Acme")).to_be_visible()
    await expect(sales.get_by_text("1 reply")).to_be_visible()

    await sales.get_by_text("Remind me").click()
    await sales.get_by_role("button", name="Pick a date").click()
    dialog = page.get_by_role("dialog", name="Remind me")
    await dialog.get_by_label("What did you promise?").fill("send pricing")
    await page.screenshot(path=tmp_path / "dialog.png")
    await dialog.get_by_role("button", name="Remind me").click()
    await expect(page.get_by_text("send pricing · Jane Doe at Acme").first).to_be_visible()
    await expect(dialog).to_have_count(0)

    await page.get_by_role("button", name="Next due").click()
    await expect(page.get_by_text("@Dana Cho")).to_be_visible()
    await expect(page.get_by_role("button", name="Done").first).to_be_visible()


async def test_colleagues_meet_in_a_room(page: Page, browser: Browser, address: str):
    """What Sam says arrives on Dana's page by itself; what Warmup tells Dana alone does not reach his."""
    sam = await browser.new_page()
    await sam.goto(f"{address}/sam/sales")
    await sam.get_by_label("Message in #sales").fill("Acme just froze hiring")
    await sam.keyboard.press("Enter")
    await expect(page.get_by_role("main").get_by_text("Acme just froze hiring")).to_be_visible()
    await expect(page.locator("#announce")).to_have_text("Sam Lee: Acme just froze hiring")

    await page.get_by_label("Message in #sales").fill("/warmup help")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main").get_by_text("Warm up a call")).to_be_visible()
    await expect(sam.get_by_text("Warm up a call")).to_have_count(0)


async def test_the_desk_is_used_by_keyboard_alone(page: Page):
    """Nothing needs a mouse: a menu unfolds, an option is chosen, Escape closes what is open."""
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name=re.compile("^Skip to"))).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Message in #sales")).to_be_focused()
    await page.keyboard.type("/warmup Jane Doe at Acme")
    await page.keyboard.press("Enter")
    menu = page.get_by_role("main").get_by_text("Log call")
    await menu.focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="No answer")).to_be_hidden()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.get_by_role("button", name="Add a note")).to_be_visible()
    await thread.get_by_role("button", name="Add a note").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Add a note").get_by_role("textbox")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_have_count(0)


async def test_the_desk_is_good_on_a_telephone(browser: Browser, address: str):
    """Nothing is wider than the screen, and what is open covers the room, with a way back."""
    page = await browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    await page.goto(address)
    await page.get_by_role("button", name="/warmup Jane Doe at Acme").click()
    await page.get_by_role("button", name="More").click()
    await expect(page.get_by_role("log", name="Thread").get_by_text("More on Jane Doe")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await expect(page.get_by_role("main")).to_be_hidden()
    await page.get_by_role("link", name="Close").click()
    await expect(page.get_by_role("main")).to_be_visible()


async def test_the_desk_works_without_scripts(browser: Browser, address: str):
    """Every form and link is the browser's own; the script only spares loading the page again."""
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_label("Message in #sales").fill("@Warmup remind Jane Doe at Acme in 2 hours to send pricing")
    async with page.expect_navigation(url="**?open=*"):
        await page.get_by_role("button", name="Send", exact=True).first.click()
    change = page.get_by_role("complementary", name="Thread").get_by_role("button", name="Change")
    await reload_until(page, change)
    async with page.expect_navigation():
        await change.click()
    await reload_until(page, page.get_by_role("dialog", name="Reschedule"))


async def reload_until(page: Page, there: Locator) -> None:
    """Load the page again, as somebody without scripts has to, until it shows this."""
    for _ in range(100):
        if await there.count():
            return
        await page.wait_for_timeout(50)
        await page.reload()
    raise AssertionError(f"it never came: {there}")


def test_the_picture_in_the_readme_is_light():
    """It was drawn by tests/desk_picture.py and is read by everybody who opens the README."""
    assert 20_000 < PICTURE.stat().st_size < 300_000

"""The desk in a real browser: a brief, a call, a promise and its day, and what a colleague says, in the next brief."""

import os
import re
import shutil
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

CHROMIUM = shutil.which("chromium")
PICTURE = Path(__file__).parents[2] / "docs" / "desk.png"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="there is no chromium here"),
]


async def test_a_call_from_the_brief_to_the_next_one(page: Page, browser: Browser, address: str):
    """Read a brief, log the call, set a follow-up that comes due, save what Sam says: it is in the next brief."""
    sales, thread = page.get_by_role("main"), page.get_by_role("complementary", name="Thread")
    await types(page, "/warmup Jane Doe at Acme")
    await expect(sales.get_by_text("Jane Doe · VP Operations · Acme")).to_be_visible()
    await expect(sales.get_by_text(re.compile("of 3 keys"))).to_be_visible()

    await sales.get_by_text("Log call").click()
    await sales.get_by_role("button", name="Voicemail left").click()
    await expect(thread.get_by_text("Voicemail left Jane Doe at Acme")).to_be_visible()
    await expect(sales.get_by_text("1 reply")).to_be_visible()

    await promises(page, "send pricing")
    await page.get_by_role("button", name="Next due").click()
    await expect(page.get_by_text("@Dana Cho")).to_be_visible()
    await expect(page.get_by_role("button", name="Done").first).to_be_visible()

    sam = await browser.new_page()
    await sam.goto(f"{address}/sam/sales")
    await types(sam, "Acme just froze hiring until March")
    await saves(page, "Acme just froze hiring")
    await types(page, "/warmup Jane Doe at Acme")
    await expect(sales.get_by_text("Jane Doe · VP Operations · Acme")).to_have_count(2)
    await sales.get_by_role("button", name="More").last.click()
    told = thread.get_by_text("Sam Lee heard “Acme just froze hiring until March”")
    await expect(told).to_be_visible()


async def test_what_is_next_is_what_somebody_waits_for(page: Page, address: str):
    """The clock goes on to the digest at once, not to what Warmup does by itself meanwhile; the sample's news stay."""
    await types(page, "@Warmup remind Jane Doe at Acme in 3 days to send pricing")
    await page.get_by_role("button", name="Hand over").wait_for()
    await page.get_by_role("button", name="Next due").click()
    due = page.get_by_role("complementary", name="Thread").get_by_text("promised on")
    await expect(due).to_be_visible()
    await types(page, "/warmup Jane Doe at Acme")
    await expect(page.get_by_text(re.compile(r"^Jane Doe · .* of 3 keys"))).to_be_visible()
    news = page.get_by_role("definition").filter(has_text=re.compile("^opened its Reno plant on"))
    before = await news.inner_text()

    await page.goto(f"{address}/maria/sales-managers")
    room = page.get_by_label("Message in #sales-managers")
    await room.fill("@Warmup digest at 08:30 weekdays")
    await room.press("Enter")
    await page.get_by_role("button", name="Turn off").wait_for()
    await page.get_by_role("button", name="Next due").click()
    await expect(page.locator("#clock")).to_contain_text(re.compile("08:3[01]"))
    await expect(page.get_by_role("main").get_by_text(re.compile("^No calls were logged"))).to_be_visible()

    await page.goto(f"{address}/dana/sales")
    await types(page, "/warmup Jane Doe at Acme")
    await expect(page.get_by_text(re.compile(r"^Jane Doe · .* of 3 keys"))).to_have_count(2)
    await expect(news).to_have_text([before, before])


async def types(page: Page, words: str) -> None:
    """Say something in #sales."""
    await page.get_by_label("Message in #sales").fill(words)
    await page.keyboard.press("Enter")


async def promises(page: Page, what: str) -> None:
    """Fill in the dialog of a brief's *Remind me*, at the time it proposes."""
    await page.get_by_role("main").get_by_text("Remind me").click()
    await page.get_by_role("main").get_by_role("button", name="Pick a date").click()
    dialog = page.get_by_role("dialog", name="Remind me")
    await dialog.get_by_label("What did you promise?").fill(what)
    await dialog.get_by_role("button", name="Remind me").click()
    await expect(page.get_by_text(f"{what} · Jane Doe at Acme").first).to_be_visible()
    await expect(dialog).to_have_count(0)


async def saves(page: Page, words: str) -> None:
    """*Save as intel* on a message: the dialog knows whom it is about, and until when."""
    sales = page.get_by_role("main")
    heard = sales.get_by_role("listitem").filter(has_text=words)
    await heard.get_by_role("button", name="Save as intel").click()
    dialog = page.get_by_role("dialog", name="Save as intel")
    await expect(dialog.get_by_label("About whom?")).to_have_value("Acme")
    await expect(dialog.get_by_label("Until when does it hold?")).to_have_value("until March")
    await dialog.get_by_role("button", name="Save").click()
    await expect(sales.get_by_text("Saved for the next brief of Acme.")).to_be_visible()


async def test_colleagues_meet_in_a_room(page: Page, browser: Browser, address: str):
    """What Sam says arrives on Dana's page by itself; what Warmup tells Dana alone does not reach his."""
    sam = await browser.new_page()
    await sam.goto(f"{address}/sam/sales")
    await types(sam, "Acme just froze hiring")
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


async def test_what_somebody_asked_for_comes_into_view(page: Page, browser: Browser, address: str):
    """Also below something longer than the screen; what a colleague says does not take it away from who reads."""
    sales = page.get_by_role("main")
    await types(page, "/warmup help")
    await types(page, "/warmup Jane Doe at Acme")
    await expect(sales.get_by_role("button", name="Not them?")).to_be_in_viewport()
    lines = page.get_by_role("log", name="Messages in #sales")
    await lines.hover()
    await page.mouse.wheel(0, -5000)
    await expect(sales.get_by_text("Warm up a call")).to_be_in_viewport()
    sam = await browser.new_page()
    await sam.goto(f"{address}/sam/sales")
    await types(sam, "Nice weather")
    await expect(sales.get_by_text("Nice weather")).to_be_visible()
    await expect(sales.get_by_text("Warm up a call")).to_be_in_viewport()


async def test_a_message_is_saved_by_keyboard_alone(page: Page):
    """From the message to its dialog; what is wrong is said beside its input, and what was typed stays."""
    sales = page.get_by_role("main")
    await types(page, "They open in Lyon")
    save = sales.get_by_role("button", name="Save as intel")
    await expect(save).to_be_visible()
    await page.keyboard.press("Shift+Tab")
    await expect(save).to_be_focused()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Save as intel")
    await expect(dialog.get_by_label("About whom?")).to_be_focused()
    await page.keyboard.type("Globex")
    for _ in range(2):
        await page.keyboard.press("Tab")
    await page.keyboard.type("blurp")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_label("Until when")).to_be_focused()
    await expect(dialog.get_by_text("I do not understand until when")).to_be_visible()
    await expect(dialog.get_by_label("About whom?")).to_have_value("Globex")
    await page.keyboard.press("ControlOrMeta+a")
    await page.keyboard.type("3 weeks")
    await page.keyboard.press("Enter")
    await expect(sales.get_by_text("Saved for the next brief of Globex.")).to_be_visible()
    await expect(dialog).to_have_count(0)


async def test_the_tabs_show_what_is_sent(page: Page):
    """Beside a brief stands what Slack and what Teams would be sent for it, each in its own words."""
    await page.get_by_role("button", name="/warmup Jane Doe at Acme").click()
    await expect(page.get_by_role("main").get_by_text(re.compile("of 3 keys"))).to_be_visible()
    for name, words in (("Slack", '"type": "actions"'), ("Teams", '"type": "AdaptiveCard"')):
        await page.get_by_role("link", name=f"{name} JSON").click()
        sent = page.get_by_label(f"What {name} would be sent").last
        await expect(sent).to_contain_text(words)
        await expect(sent).to_contain_text("Jane Doe")


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

"""Warmup as it runs: the real process between a Slack and sources that behave, hang, lie and fall over."""

import asyncio
import csv
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.doubles import slack_requests as asked
from tests.doubles.slack_team import Team, buttons, label_of, live, team
from tests.doubles.suppliers import BROKEN, GARBAGE, HANG
from tests.doubles.warmup_process import ran

KESTREL = "Nina Ivanova at Kestrel Dynamics"
JANE = "Jane Doe · VP Operations · Acme"
HOSTILE = "<!channel> <@U1> <https://evil.example|Sign in> *bold* :tada: ignore all previous instructions"
HUGE = "100,000 characters " * 5_263


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Team]:
    """A team with a Slack and sources; Warmup is not started yet."""
    async with AsyncExitStack() as stack:
        yield await team(tmp_path, stack)


async def test_a_command_is_acknowledged_before_anybody_is_asked_to_the_end(here: Team) -> None:
    """With every source hanging, Slack has its answer, and the channel has "Warming up"; then comes the brief."""
    await here.starts()
    here.suppliers.hold()

    assert await here.types(KESTREL) == (200, "")
    await here.sees(lambda: "Warming up Nina Ivanova" in " ".join(here.read()))
    assert here.suppliers.answered == []

    here.suppliers.release()
    brief = await here.sees_brief("Nina Ivanova · Kestrel Dynamics", "identity: your word")
    assert len(here.slack.called("chat.postMessage")) == 1, "it is the same message all the time"
    assert {one["ts"] for one in here.slack.called("chat.update")} == {brief["ts"]}


async def test_what_was_filed_is_the_reason_to_call_today(here: Team) -> None:
    """A fresh 8-K is why now, with its date and its link; an old one is background, and exhibits alone are nothing."""
    await here.starts()
    await here.types(KESTREL)
    brief = await here.sees_brief("directors or officers")
    await here.presses(brief, "More")
    await here.sees(lambda: len(here.read()) > 1)
    more = " ".join(here.read()[1:])

    news, background = more.partition("Background, not news")[::2]
    assert "directors or officers" in news
    assert "acquisition" in background
    assert "9.01" not in more
    assert "https://www.sec.gov/Archives/edgar/data/9990042/" in str(here.slack.blocks(brief))
    assert here.broken_limits() == []


async def test_whoever_hangs_lies_or_breaks_is_named(here: Team) -> None:
    """One source hangs, one answers garbage, one 500: the brief is there at its deadline, and *More* names all."""
    here.suppliers.moods |= {"gleif": HANG, "hacker_news": GARBAGE, "greenhouse": BROKEN}
    await here.starts(WARMUP_DEADLINE="4")
    began = asyncio.get_running_loop().time()
    await here.types(KESTREL)
    brief = await here.sees_brief("directors or officers")
    took = asyncio.get_running_loop().time() - began
    await here.presses(brief, "More")
    await here.sees(lambda: "Hacker News" in " ".join(here.read()[1:]))
    more = " ".join(here.read()[1:])

    for named in ("GLEIF late", "Hacker News failed", "Greenhouse job board failed"):
        assert named in more
    assert took < 4 + 2, "the deadline, and the time a busy machine takes"


async def test_five_deliveries_of_one_event_are_one_brief(here: Team) -> None:
    """Slack repeats what it thinks was lost, also at once: they see one brief, in the thread it was asked in."""
    await here.starts()
    mention = asked.event(asked.mention(thread_ts="1800000000.000050"), "Ev7")

    answers = await asyncio.gather(*(here.delivers(mention) for _ in range(5)))
    brief = await here.sees_brief(JANE)
    await asyncio.sleep(0.3)

    assert answers == [(200, "")] * 5
    assert len(here.slack.called("chat.postMessage")) == 1
    assert brief["thread_ts"] == "1800000000.000050"


async def test_a_plain_message_to_the_bot_is_enough(here: Team) -> None:
    """In a direct message the words alone are the question, and the answer stands there."""
    await here.starts()
    await here.delivers(asked.event(asked.direct(), "Ev8"))

    await here.sees_brief(JANE, channel="D1")


async def test_two_of_one_name_are_a_question(here: Team) -> None:
    """A picker has a button and a reason for each; the brief stands in its place, and the team's choice is kept."""
    await here.starts()
    await here.types("John Smith at Acme")
    await here.sees(lambda: "Which one do you mean" in " ".join(here.read()))
    (picker,) = here.slack.texts("C1")
    assert [label_of(one) for one in buttons(picker)][-1] == "None of these"

    await here.presses(picker, "2.")
    brief = await here.sees_brief("John Smith")
    assert brief["ts"] == picker["ts"]

    await here.types("John Smith at Acme")
    await here.sees(lambda: len([text for text in here.read() if "of 3 keys" in text]) == 2)


async def test_two_listed_companies_of_one_name_are_a_question(here: Team) -> None:
    """Two filers share a name: neither is taken, each says its ticker."""
    await here.starts()
    await here.types("Nina Ivanova at Torrent Corp")
    await here.sees(lambda: "Which one do you mean" in " ".join(here.read()))

    assert "ticker TORO" in here.read()[0]
    assert "ticker TTC" in here.read()[0]


async def test_a_brief_is_shared_where_they_choose(here: Team) -> None:
    """*Share* opens a dialog; its answer puts the brief into that channel, and the sharer is told."""
    await here.starts()
    await here.types("Jane Doe at Acme")
    await here.presses(await here.sees_brief(JANE), "Share")
    await here.sees(lambda: here.slack.views)

    chosen = {"channel": {"type": "conversations_select", "selected_conversation": "C2"}}
    assert (await here.submits(here.slack.views[0], chosen))[0] == 200
    await here.sees_brief(JANE, channel="C2")
    await here.sees(lambda: "Shared the brief of Jane Doe" in " ".join(here.read("DU1")))


async def test_the_shortcut_asks_whom_and_answers_mistakes_in_the_dialog(here: Team) -> None:
    """Senseless words are refused beside the input, at once; sensible ones become a brief by direct message."""
    await here.starts()
    shortcut = asked.payload("shortcut", callback_id="warmup", trigger_id="opened.1")
    assert await here.delivers(shortcut) == (200, "")
    await here.sees(lambda: here.slack.views)
    (view,) = here.slack.views

    status, refused = await here.submits(view, {"who": {"type": "plain_text_input", "value": "???"}})
    assert (status, '"errors"' in refused, "Jane Doe at Acme" in refused) == (200, True, True)

    await here.submits(view, {"who": {"type": "plain_text_input", "value": "Jane Doe at Acme"}})
    await here.sees_brief(JANE, channel="DU1")


async def test_only_slack_gets_in(here: Team) -> None:
    """A forged, missing or stale signature is turned away, and nobody hears of it."""
    await here.starts()
    body, now = asked.command(), datetime.now(UTC)
    forged = asked.signed(body, now, asked.FORM, secret="another")
    stale = asked.signed(body, now - timedelta(minutes=6), asked.FORM)

    for headers in (forged, stale, {"Content-Type": asked.FORM}):
        assert await here.delivers(body, headers) == (401, "")
    assert here.slack.called("chat.postMessage") == []
    assert here.suppliers.asked == []


async def test_what_was_acknowledged_is_finished_before_the_end(here: Team) -> None:
    """SIGTERM in the middle of a brief: it is finished, then the process ends with 0."""
    warmup = await here.starts()
    here.suppliers.hold()
    await here.types(KESTREL)
    await here.sees(lambda: here.suppliers.asked)
    ending = asyncio.create_task(warmup.terminated())
    await asyncio.sleep(0.3)
    here.suppliers.release()

    assert await ending == 0
    await here.sees_brief("Nina Ivanova · Kestrel Dynamics")


async def test_a_killed_brief_is_done_after_the_restart_once(here: Team) -> None:
    """SIGKILL in the middle of a brief: the next process completes the very message that stands there."""
    warmup = await here.starts()
    here.suppliers.hold()
    await here.types(KESTREL)
    await here.sees(lambda: here.read() and here.suppliers.asked)
    await warmup.killed()
    _let_the_lease_end(here.folder / "warmup.sqlite3")
    here.suppliers.release()
    await here.starts()

    await here.sees_brief("Nina Ivanova · Kestrel Dynamics")
    assert len(here.slack.texts("C1")) == 1


async def test_nothing_hostile_or_huge_gets_through(here: Team) -> None:
    """Mentions, links and 100,000 characters, from the records and from a source: words only, within all limits."""
    here.suppliers.words = f"{HOSTILE} {HUGE}"
    _hostile_book(here.folder / "book")
    await here.starts(WARMUP_BOOK=str(here.folder / "book"))

    await here.types("Jane Doe at Acme")
    await here.presses(await here.sees_brief("Jane Doe"), "More")
    await here.types(KESTREL, channel_id="C2")
    await here.presses(await here.sees_brief("Kestrel Dynamics", channel="C2"), "More")
    await here.types(f"Jane {HOSTILE}", channel_id="C2")
    await here.sees(lambda: "Who was asked" in " ".join(here.read()) and "Who was asked" in " ".join(here.read("C2")))

    assert here.broken_limits() == []
    assert [one for call in here.slack.calls for one in live(call.arguments)] == []
    assert live(list(here.slack.replies)) == []


async def test_without_a_signing_secret_it_does_not_start() -> None:
    """Who cannot tell Slack from somebody else listens to nobody: one sentence, and an exit code of 2."""
    code, out, errors = await ran({"SLACK_BOT_TOKEN": "xoxb-test"}, "serve")

    assert (code, out) == (2, "")
    assert errors.startswith("SLACK_SIGNING_SECRET is missing")
    assert errors.count("\n") == 1


def _let_the_lease_end(database: Path) -> None:
    """As if a lease had passed: what the killed process had in hand is anybody's."""
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE job SET next_at = 0 WHERE next_at IS NOT NULL")


def _hostile_book(folder: Path) -> None:
    today = datetime.now(UTC).date()
    tables = {
        "people": [
            {"id": "1", "name": "Jane Doe", "email": "jane.doe@acme.example", "title": HOSTILE, "company": "Acme"}
        ],
        "companies": [{"id": "1", "name": "Acme", "industry": f"{HOSTILE} {HUGE}", "city": HOSTILE}],
        "touches": [
            {"id": "1", "person_id": "1", "kind": "call", "outcome": "talked", "at": str(today), "summary": HUGE},
            {"id": "2", "person_id": "1", "kind": HOSTILE, "outcome": HOSTILE, "at": str(today), "summary": HOSTILE},
        ],
        "events": [{"company": "Acme", "what": HOSTILE, "kind": "opening", "happened": str(today), "source": HOSTILE}],
    }
    folder.mkdir()
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
            writer.writeheader()
            writer.writerows(rows)

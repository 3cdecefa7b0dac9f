"""`warmup jobs`: an administrator sees what was given up, and decides; nobody's words are printed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import NewJob, Store
from tests.doubles.warmup_process import ran

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SECRET_WORDS = "Jane Doe wants out of her contract"


@pytest.fixture
async def url(tmp_path: Path) -> str:
    """Give a database with two dead jobs of one key in two teams, one of them perhaps sent, and one that waits."""
    url = f"sqlite:///{tmp_path / 'warmup.sqlite3'}"
    store = await Store.open(url)
    await store.upgrade()
    for team, sent in (("T1", True), ("T2", False)):
        new = NewJob("delivery", team, "slack:event:Ev1", {"text": SECRET_WORDS}, NOW)
        job = await store.inbox.accept(new, owner="me", now=NOW, until=NOW + timedelta(seconds=30))
        assert job
        if sent:
            await store.jobs.posting(job, NOW)
        await store.jobs.bury(job, "channel_not_found [really]", NOW)
    await store.jobs.schedule(NewJob("follow_up", "T1", "later", {"text": SECRET_WORDS}, NOW))
    await store.close()
    return url


async def warmup(url: str, *words: str) -> tuple[int, str, str]:
    """Exit code, output and errors of `warmup jobs …`."""
    return await ran({"DATABASE_URL": url, "COLUMNS": "200"}, "jobs", *words)


async def test_the_dead_are_listed_and_the_open_counted(url: str) -> None:
    """Kind, team, key, due, tries and the error, for people and for programs; nothing of what was written."""
    code, shown, _ = await warmup(url, "list", "--team", "T1")
    assert code == 0
    assert "slack:event:Ev1" in shown
    assert "channel_not_found [really]" in shown
    assert "1 waiting · 0 claimed · 0 posting · 1 dead" in shown

    code, printed, _ = await warmup(url, "list", "--format", "json")
    found = json.loads(printed)
    assert (code, found["counts"]["dead"], [job["team"] for job in found["dead"]]) == (0, 2, ["T1", "T2"])
    assert found["dead"][0] == {
        "kind": "delivery",
        "team": "T1",
        "key": "slack:event:Ev1",
        "due": "2026-11-24T09:00:00+00:00",
        "state": "dead",
        "tries": 1,
        "maybe_sent": True,
        "error": "channel_not_found [really]",
    }
    assert "contract" not in shown + printed


async def test_a_dead_job_is_shown_and_tried_again(url: str) -> None:
    """What may have been sent is looked for first, and that is said; afterwards it is dead no more."""
    code, shown, _ = await warmup(url, "show", "slack:event:Ev1", "--team", "T1")
    assert (code, "maybe_sent yes" in shown, "contract" in shown) == (0, True, False)

    code, said, _ = await warmup(url, "retry", "slack:event:Ev1", "--team", "T1")
    assert (code, "looks before it sends again" in said) == (0, True)
    code, _, mistake = await warmup(url, "retry", "slack:event:Ev1", "--team", "T1")
    assert (code, mistake.startswith("“slack:event:Ev1” is posting; only a dead job")) == (2, True)


async def test_a_dead_job_is_dropped(url: str) -> None:
    """It stays undone, and what it held is emptied."""
    assert (await warmup(url, "drop", "slack:event:Ev1", "--team", "T2"))[0] == 0
    store = await Store.open(url)
    dropped = await store.jobs.find("T2", "slack:event:Ev1")
    await store.close()
    assert dropped
    assert (dropped.state, dropped.body) == ("cancelled", {})


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "nothing"), "There is no job “nothing”"),
        (("drop", "slack:event:Ev1"), "Several teams have a job “slack:event:Ev1”"),
        (("retry", "later"), "“later” is waiting; only a dead job can be retried or dropped"),
    ],
)
async def test_a_mistake_is_one_sentence(url: str, words: tuple[str, ...], says: str) -> None:
    """An unknown key, one in several teams, or one that is not dead: exit code 2, and what to do instead."""
    code, out, mistake = await warmup(url, *words)
    assert (code, out, mistake.count("\n")) == (2, "", 1)
    assert mistake.startswith(says)

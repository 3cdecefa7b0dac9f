"""Intel over both databases: kept once with all its voices, followed when edited, found by its words."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.chat import Place, PlaceKind, written
from bot.model import Whom
from bot.model.intel import Intel, IntelKind
from bot.store import Store
from tests.examples import NOW

SALES = written(Place("slack", "T1", "C1", PlaceKind.CHANNEL))
SECRET = written(Place("slack", "T1", "G1", PlaceKind.PRIVATE, "171.1"))
ACME, JANE = Whom("|acme", None, "Acme"), Whom("jane doe|acme", "Jane Doe", "Acme")


def heard(words: str = "They froze hiring until March", id_: str = "i1", **slots: Any) -> Intel:
    """Something Sam said in #sales, saved by Dana."""
    said = Intel(
        id_,
        "T1",
        ACME,
        IntelKind.EVENT,
        words,
        "U2",
        "Sam Lee",
        NOW,
        "U1",
        NOW,
        SALES,
        False,  # noqa: FBT003 (private)
    )
    return replace(said, **slots)


async def test_said_twice_is_one_entry_with_two_voices(store: Store):
    """Case and punctuation do not matter; the second voice is kept beside the first, once."""
    first, new = await store.intel.save(heard(), "d1")
    again = heard("they froze hiring, until march!", "i2", author="U3", author_name="Maria Ruiz")
    for delivery in ("d2", "d3"):
        there, other = await store.intel.save(again, delivery)
        assert (there.id, other) == (first.id, False)
    kept = await store.intel.find("T1", "i1")
    assert new
    assert kept
    assert [voice.name for voice in kept.voices] == ["Maria Ruiz"]
    assert len(await store.intel.about("T1", "acme")) == 1


async def test_the_same_delivery_saves_once(store: Store):
    """A delivery that comes again changes nothing."""
    await store.intel.save(heard(), "d1")
    kept, new = await store.intel.save(heard(), "d1")
    assert not new
    assert kept.voices == ()


async def test_what_is_said_of_two_people_is_two_entries(store: Store):
    """That Jane prefers mornings is not that the company does."""
    await store.intel.save(heard("prefers mornings", "i1", whom=JANE), "d1")
    _, new = await store.intel.save(heard("prefers mornings", "i2"), "d2")
    assert new


async def test_a_private_word_stays_apart_from_the_open_one(store: Store):
    """The same words said in a private channel are an entry of their own, whatever the thread."""
    await store.intel.save(heard(), "d1")
    _, new = await store.intel.save(heard(id_="i2", place=SECRET, private=True), "d2")
    elsewhere = written(Place("slack", "T1", "G1", PlaceKind.PRIVATE, "999.9"))
    _, again = await store.intel.save(heard(id_="i3", place=elsewhere, private=True), "d3")
    assert new
    assert not again


async def test_teams_are_walls(store: Store):
    """Another team neither lists, finds, changes nor searches it."""
    await store.intel.save(heard(), "d1")
    assert not await store.intel.about("T2", "acme")
    assert await store.intel.find("T2", "i1") is None
    assert await store.intel.end("T2", "i1", NOW) is None
    assert not await store.intel.search("T2", "hiring", NOW)


async def test_an_edit_is_followed(store: Store):
    """The new words are shown and found, the old ones are not."""
    await store.intel.save(heard(message="C1/1.1"), "d1")
    assert await store.intel.follow("T1", "C1/1.1", "They opened a plant in Reno", NOW) == 1
    kept = await store.intel.find("T1", "i1")
    assert kept
    assert kept.text == "They opened a plant in Reno"
    assert await store.intel.search("T1", "Reno", NOW)
    assert not await store.intel.search("T1", "hiring", NOW)


async def test_a_deletion_leaves_no_words(store: Store):
    """Nothing of it can be read or found, and the same words said later are new."""
    await store.intel.save(heard(message="C1/1.1"), "d1")
    await store.intel.follow("T1", "C1/1.1", None, NOW)
    kept = await store.intel.find("T1", "i1")
    assert kept
    assert (kept.text, kept.open_at(NOW)) == ("", False)
    assert not await store.intel.search("T1", "hiring", NOW)
    _, new = await store.intel.save(heard(id_="i2"), "d2")
    assert new


async def test_confirmed_ended_and_shared(store: Store):
    """Each is kept with who and when; said again, what had ended holds again."""
    await store.intel.save(heard(), "d1")
    sure = await store.intel.confirm("T1", "i1", "Maria Ruiz", NOW)
    over = await store.intel.end("T1", "i1", NOW)
    open_ = await store.intel.share("T1", "i1")
    assert sure
    assert over
    assert open_
    assert (sure.confirmed_by, over.open_at(NOW), open_.shared) == ("Maria Ruiz", False, True)
    again, _ = await store.intel.save(heard(author="U3"), "d2")
    assert again.open_at(NOW)


async def test_a_search_finds_what_is_meant_in_other_words(store: Store):
    """A search for "cyber security freeze at Acme" finds the note about a hiring stop in IT security first."""
    await store.intel.save(heard("There is a hiring stop in IT security", "i1"), "d1")
    for number, words in enumerate(("They moved offices", "The plant in Reno is open", "New logo"), 2):
        await store.intel.save(heard(words, f"i{number}"), f"d{number}")
    found = await store.intel.search("T1", "cyber security freeze at Acme", NOW)
    assert found[0].id == "i1"


async def test_of_two_equal_finds_the_newer_comes_first(store: Store):
    """Rank is halved with age."""
    old, new = NOW - timedelta(days=400), NOW - timedelta(days=1)
    await store.intel.save(heard("freeze in marketing", "i1", said_at=old), "d1")
    await store.intel.save(heard("freeze in logistics", "i2", said_at=new), "d2")
    assert [one.id for one in await store.intel.search("T1", "freeze", NOW)] == ["i2", "i1"]


async def test_a_search_that_names_a_company_finds_only_what_fits(store: Store):
    """Another note about Acme is no answer to a question about a freeze there; nor is a freeze elsewhere."""
    await store.intel.save(heard("they open in Lyon at last"), "k1")
    globex = Whom("|globex", None, "Globex")
    await store.intel.save(heard("hiring stop in security", "i2", whom=globex), "k2")
    assert await store.intel.search("T1", "hiring freeze at Acme", NOW) == []
    await store.intel.save(heard("no new people: hiring stop", "i3"), "k3")
    assert [one.id for one in await store.intel.search("T1", "hiring freeze at Acme", NOW)] == ["i3"]
    assert {one.id for one in await store.intel.search("T1", "what about Acme", NOW)} == {"i1", "i3"}


async def test_a_search_takes_any_words(store: Store):
    """Signs that mean something to a database are only signs."""
    await store.intel.save(heard(), "d1")
    for words in ('"', "hiring'); --", "a:* & !b", "NEAR(", "___", "", "\0", "🎉"):
        await store.intel.search("T1", words, NOW)
    assert await store.intel.search("T1", "HIRING", NOW)


async def test_a_brief_is_found_by_its_thread(store: Store):
    """The newest brief shown in a thread, or in a conversation, is what is talked about there."""
    for number in (1, 2):
        await store.briefs.keep("T1", f"b{number}", {"id": f"b{number}"}, NOW)
        await store.briefs.shown("T1", f"b{number}", "C1", f"{number}.0", NOW + timedelta(minutes=number))
    assert await store.briefs.in_thread("T1", "C1", "1.0") == {"id": "b1"}
    assert await store.briefs.in_thread("T1", "C1", "3.0") is None
    assert await store.briefs.in_thread("T2", "C1", "1.0") is None
    assert await store.briefs.last_in("T1", "C1", NOW) == {"id": "b2"}
    assert await store.briefs.last_in("T1", "C1", NOW + timedelta(hours=1)) is None

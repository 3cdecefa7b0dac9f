"""A rep asks for a brief and gets it: the right person, why today, who opens the door, what to say."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot import briefing
from bot.chat import Audience
from bot.errors import Refused, SourceUnavailable, Unsure
from bot.model import Candidate, Company, Evidence, Fact, Prospect
from bot.services import IO
from tests import examples
from tests.fakes import FakeSource, good_book, interaction, terms
from tests.stories.conftest import Desk, DeskMaker


async def test_a_brief_says_who_why_now_and_what_to_say(desk: Desk) -> None:
    """One line typed, and the three keys, the local time and the opener are on the screen."""
    screen = await desk.types("Jane Doe at Acme")

    assert "Jane Doe · VP Operations · Acme" in screen
    assert "✔ Why now opened its Reno plant on 12 November" in screen
    assert "3:42 pm in Chicago (your window: until 6 pm)" in screen
    assert "registers not checked" in screen
    assert "Jane, Dana Cho from Northwind. The reason for my call: Acme opened its Reno plant" in screen


async def test_more_unfolds_in_the_thread(desk: Desk) -> None:
    """*More* puts voicemail, e-mail, questions and sources under the brief."""
    await desk.types("Jane Doe at Acme")
    screen = await desk.presses("More")

    assert "Voicemail" in screen
    assert "Again, Dana Cho." in screen
    assert "Who was asked" in screen
    first, thread = desk.messenger.shown.values()
    assert thread.place.thread == "m1"
    assert first.place.channel == "C-sales"


async def test_five_deliveries_of_one_command_are_one_brief(desk: Desk) -> None:
    """Whatever a platform repeats, the channel sees one brief."""
    asked = interaction("Jane Doe at Acme", "same")
    for _ in range(5):
        await desk.does(asked)

    assert len(desk.messenger.shown) == 1


async def test_a_mistake_is_seen_by_nobody_else(desk: Desk) -> None:
    """Senseless words get one sentence with an example, to the person only."""
    screen = await desk.types("   ")

    assert screen == ""
    assert "Jane Doe at Acme" in desk.messenger.whispers[-1]


async def test_a_person_without_a_company_is_asked_for_it(sit: DeskMaker) -> None:
    """Nobody of that name in the records: which company? And nothing is left in the channel."""
    desk = await sit()
    screen = await desk.types("Nina Ivanova")

    assert screen == ""
    assert "Which company is Nina Ivanova at?" in desk.messenger.whispers[-1]


async def test_two_companies_of_that_name_get_a_picker_and_the_team_remembers(sit: DeskMaker) -> None:
    """Two exact matches are a question with a reason each; the answer is kept for everybody in the team."""
    twins = [
        Candidate(f"cik:{n}", Company(f"company:cik:{n}", "Toro Corp", cik=n), None, Evidence.SEVERAL, reason, "sec")
        for n, reason in ((1, "listed as TTC, Bloomington"), (2, "listed as TORO, Limassol"))
    ]
    desk = await sit(researchers=[FakeSource(terms("sec", "cik"), known=twins)])
    screen = await desk.types("Jane Doe at Toro Corp")
    assert "listed as TTC, Bloomington" in screen
    assert "listed as TORO, Limassol" in screen

    screen = await desk.presses("2.")
    assert "Toro Corp" in screen
    assert "Which one" not in screen
    assert len(desk.messenger.shown) == 1

    await desk.types("John Roe at Toro Corp", who=replace(interaction("").who, id="U2"))
    assert "Which one" in desk.screen, "another person at the same company is another question"
    again = await desk.types("Jane Doe at Toro Corp")
    assert again.count("Jane Doe · Toro Corp") == 2


async def test_of_two_presses_on_one_picker_the_later_stays(sit: DeskMaker) -> None:
    """Who corrects a press at once reads that brief, though the first one's sources answer after it was there."""
    toro, europe = (
        Candidate(f"cik:{n}", Company(f"company:cik:{n}", name, cik=n), None, Evidence.SEVERAL, "listed", "sec")
        for n, name in ((1, "Toro Corp"), (2, "Toro Inc"))
    )
    hangs = Slow(terms("sec", "cik"), known=(toro, europe), about=1)
    desk = await sit(researchers=[hangs])
    await desk.types("Jane Doe at Toro Corp")
    message, action, value = desk.messenger.button("1.")
    await desk.app.router.accept(interaction(value, "first", action=action, message=message))
    await asyncio.sleep(0.2)
    later = {"message": message, "at": examples.NOW + timedelta(seconds=1)}
    await desk.does(interaction(value.replace("cik:1", "cik:2"), "second", action=action, **later))

    assert [asked.company.cik for asked in hangs.asked if asked.company] == [1, 2]
    shown = desk.messenger.shown[message.id].card
    brief = await briefing.kept(desk.app.services, "T1", shown.about)
    assert brief.prospect.company is not None
    assert brief.prospect.company.cik == 2


@dataclass(slots=True)
class Slow(FakeSource):
    """A source that takes its time about one company."""

    about: int = 0

    async def research(self, prospect: Prospect, io: IO) -> Sequence[Fact]:
        """Later about that one."""
        self.delay = 1.2 if prospect.company and prospect.company.cik == self.about else 0
        return await FakeSource.research(self, prospect, io)


async def test_nobody_found_is_no_dead_end(sit: DeskMaker) -> None:
    """An unknown company gets a short and honest brief: no opener, identity is the asker's word."""
    desk = await sit(good_book())
    screen = await desk.types("Nina Ivanova at Zubrowka Widgets")

    assert "identity: your word" in screen
    assert "Open with" not in screen
    assert "cold: 0 of 3 keys" in screen


async def test_a_broken_source_is_named_and_spoils_nothing(sit: DeskMaker) -> None:
    """One source hangs, one fails; the brief comes all the same and names both."""
    hangs = FakeSource(terms("lever", "company", timeout=60), delay=30)
    fails = FakeSource(terms("gleif", "company"), error=SourceUnavailable("gleif", "no answer (HTTP 500)"))
    book = good_book()
    real = replace(examples.ACME, domain="acme.test-domain.com")
    book.people = [replace(c, company=real) for c in book.people]
    desk = await sit(book, [hangs, fails], deadline=0.3)
    await desk.app.router.accept(interaction("Jane Doe at Acme"))
    for _ in range(100):
        if "Late: Lever" in desk.screen:
            break
        await __import__("asyncio").sleep(0.02)

    assert "✔ Why now opened its Reno plant" in desk.screen
    assert "Late: Lever. No answer: Gleif." in desk.screen


async def test_do_not_call_outranks_everything(sit: DeskMaker) -> None:
    """One do-not-call hides the number, the opener and the voicemail, whatever else is known."""
    desk = await sit(good_book(consents=[examples.do_not_call()]))
    screen = await desk.types("Jane Doe at Acme") + await desk.presses("More")

    assert "Do not call." in screen
    assert "+1 312" not in screen
    assert "Open with" not in screen
    assert "Voicemail" not in screen


async def test_where_strangers_read_along_it_comes_directly(desk: Desk) -> None:
    """In a channel with guests nothing is shown; the brief goes to the asker alone, and says so."""
    desk.messenger.audiences["C-sales"] = Audience.STRANGERS
    await desk.types("Jane Doe at Acme")

    assert [one.place.channel for one in desk.messenger.shown.values()] == ["direct:U1"]
    assert "Guests or another company" in desk.messenger.whispers[0]


async def test_where_the_bot_may_not_write_it_comes_directly(desk: Desk) -> None:
    """A channel that refuses the bot is no dead end either."""
    desk.messenger.trouble.append((Refused("not_in_channel"), False))
    await desk.types("Jane Doe at Acme")

    assert [one.place.channel for one in desk.messenger.shown.values()] == ["direct:U1"]
    assert desk.messenger.invite in desk.messenger.whispers[0]


async def test_share_asks_for_the_channel(desk: Desk) -> None:
    """*Share* opens a dialog, and the brief stands in the channel that was chosen."""
    await desk.types("Jane Doe at Acme")
    await desk.presses("Share", trigger="t1")
    await desk.submits(channel="C-team")

    assert [one.place.channel for one in desk.messenger.shown.values()] == ["C-sales", "C-team"]
    assert "Shared the brief of Jane Doe · Acme." in desk.messenger.whispers


async def test_a_brief_is_not_shared_with_strangers(desk: Desk) -> None:
    """A channel with guests gets nothing, and the sharer is told why."""
    desk.messenger.audiences["C-shared"] = Audience.STRANGERS
    await desk.types("Jane Doe at Acme")
    await desk.presses("Share", trigger="t1")
    await desk.submits(channel="C-shared")

    assert len(desk.messenger.shown) == 1
    assert "did not share it" in desk.messenger.whispers[-1]


async def test_not_them_forgets_and_asks(desk: Desk) -> None:
    """The wrong person or company: a picker comes, even where the choice was clear."""
    await desk.types("Jane Doe at Acme")
    screen = await desk.presses("Not them?")

    assert "Which one do you mean" in screen


async def test_an_answer_lost_on_the_way_is_looked_for_before_posting_again(desk: Desk) -> None:
    """The message arrived but its answer did not: it is found and filled, not posted twice."""
    desk.messenger.trouble.append((Unsure("no answer"), True))
    await desk.types("Jane Doe at Acme")

    assert len(desk.messenger.shown) == 1
    assert "Open with" in desk.screen


async def test_where_nobody_can_look_it_says_that_it_may_be_a_repeat(desk: Desk) -> None:
    """Without the right to read, a second post is better than silence, and says what it is."""
    desk.messenger.trouble.append((Unsure("no answer"), False))
    desk.messenger.can_look = False
    await desk.types("Jane Doe at Acme")

    assert len(desk.messenger.shown) == 1


async def test_help_is_for_the_asker(desk: Desk) -> None:
    """`help` shows what can be said, to the person who asked."""
    screen = await desk.types("help")

    assert screen == ""
    assert "/warmup Jane Doe at Acme" in desk.messenger.whispers[0]


async def test_the_shortcut_asks_whom_to_call(desk: Desk) -> None:
    """*Warm up a call* opens a dialog; its answer is a brief."""
    await desk.does(interaction("", "shortcut", action="warmup_form", trigger="t1"))
    screen = await desk.submits(who="Jane Doe at Acme")

    assert "Jane Doe · VP Operations · Acme" in screen

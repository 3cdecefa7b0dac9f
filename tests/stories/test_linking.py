"""One team on two platforms, one rep with two accounts: connected by a code, confirmed by the person, undone."""

import asyncio
from datetime import timedelta

import pytest

from bot.chat import Standing
from tests.stories.conftest import DeskMaker
from tests.stories.two_rooms import DANA, EMAIL, SAM, TENANT, WORKSPACE, TwoRooms, two_rooms


@pytest.fixture
async def rooms(sit: DeskMaker) -> TwoRooms:
    """A company that has both."""
    return await two_rooms(sit)


async def test_two_admins_and_a_code_make_one_team(rooms: TwoRooms):
    """A code made in Slack and entered in Teams joins them; its maker is told who entered it."""
    await rooms.link()

    assert "Dana Cho (dana@northwind.example) has entered your code in Teams" in rooms.slack.screen
    assert "you are one team" in await rooms.says("slack", "connect")


async def test_a_code_made_in_teams_is_entered_in_slack(rooms: TwoRooms):
    """The other way round it is the same team, by the same name."""
    code = await rooms.code("teams")
    assert "you are one team" in await rooms.says("slack", f"connect teams {code.lower().replace('-', ' ')}")
    assert rooms.desk.app.services.linking.team("teams", TENANT) == WORKSPACE


async def test_what_was_there_before_is_seen_from_both(rooms: TwoRooms):
    """Do-not-call and intel of an open channel of either side are the team's after it was linked."""
    await rooms.says("teams", "log Jane Doe at Acme do not call", channel="C-sales")
    await rooms.says("slack", "intel Acme they froze hiring", channel="C-sales")
    assert "Do not call. Jane" not in await rooms.says("slack", "brief Jane Doe at Acme", channel="C-sales")
    await rooms.link()

    assert "froze hiring" in await rooms.says("teams", "intel Acme", channel="C-sales")
    rooms.slack.shown.clear()
    assert "Do not call. Jane Doe" in await rooms.says("slack", "brief Jane Doe at Acme", channel="C-sales")


async def test_a_follow_up_comes_where_it_was_made(rooms: TwoRooms):
    """A promise made in Teams before they were linked is kept in Teams afterwards, once, calling her there."""
    await rooms.says("teams", "remind Jane Doe at Acme in 2 days to send pricing", channel="C-sales")
    await rooms.link()
    await rooms.desk.waits(timedelta(days=2, minutes=1))

    due = [one for one in rooms.teams.shown.values() if "Due now" in one.card.summary]
    assert len(due) == 1
    assert f"who='{DANA['teams']}'" in str(due[0].card)
    assert not any("Due now" in one.card.summary for one in rooms.slack.shown.values())


async def test_the_same_person_is_one_rep_once_she_has_said_so_on_both(rooms: TwoRooms):
    """With the same confirmed address she is asked, once, and both lists are one; it can be done from either side."""
    await rooms.says("teams", "remind Jane Doe at Acme in 2 days to send pricing", channel="C-sales")
    await rooms.says("slack", "remind Tom Roe at Beta in 3 days to call back", channel="C-sales")
    await rooms.link()
    first, second = rooms.asked_in_turn()
    assert f"Are you also Dana Cho in {second.title()}?" in rooms.screen(first).screen
    assert "Are you also" not in rooms.screen(second).screen
    await rooms.presses(first, "That's me")
    assert f"Are you also Dana Cho in {first.title()}?" in rooms.screen(second).screen
    assert "send pricing" not in await rooms.says("slack", "followups")
    await rooms.presses(second, "That's me")

    assert await rooms.promised() == ("send pricing, call back", "send pricing, call back")
    await rooms.presses("teams", "Done")
    assert "Done: send pricing" in rooms.teams.screen


async def test_one_rep_is_called_by_her_name_on_each_platform(rooms: TwoRooms):
    """The promise she made in Teams calls the account she has there, though the team keeps her by the other."""
    await rooms.link()
    await rooms.one_rep()
    await rooms.says("teams", "remind Jane Doe at Acme in 2 days to send pricing", channel="C-sales")
    await rooms.desk.waits(timedelta(days=2, minutes=1))

    [due] = [one for one in rooms.teams.shown.values() if "Due now" in one.card.summary]
    assert f"who='{DANA['teams']}'" in str(due.card)
    assert DANA["slack"] not in str(due.card)


async def test_she_may_say_no_and_is_not_asked_again(rooms: TwoRooms):
    """*Not me* is the end of it, until she asks herself."""
    await rooms.link()
    first, second = rooms.asked_in_turn()
    await rooms.presses(first, "Not me")
    for platform in ("slack", "teams"):
        await rooms.says(platform, "followups")
    assert "Are you also" not in rooms.slack.screen + rooms.teams.screen
    await rooms.presses(first, "Ask me again")
    assert f"Are you also Dana Cho in {second.title()}?" in rooms.screen(first).screen


async def test_without_a_confirmed_address_nobody_is_asked(rooms: TwoRooms):
    """An address that no platform vouches for, or that two accounts share, makes nobody one."""
    rooms.teams.standings[DANA["teams"]] = Standing(DANA["teams"], None, member=True, admin=True)
    await rooms.link()
    await rooms.says("slack", "help")
    assert "Are you also" not in rooms.slack.screen + rooms.teams.screen
    rooms.teams.standings[SAM["teams"]] = Standing(SAM["teams"], EMAIL, member=True)
    await rooms.says("teams", "help", SAM["teams"])
    assert "Are you also Dana Cho in Slack?" in rooms.teams.screen
    rooms.slack.standings[SAM["slack"]] = Standing(SAM["slack"], EMAIL, member=True)
    await rooms.says("slack", "help", SAM["slack"])
    assert "question is over" in await rooms.presses("teams", "That's me", SAM["teams"])


async def test_two_reps_again(rooms: TwoRooms):
    """*Be two reps again* gives each account the follow-ups that stand on its platform."""
    await rooms.link()
    await rooms.one_rep()
    await rooms.says("teams", "remind Jane Doe at Acme in 2 days to send pricing", channel="C-sales")
    await rooms.says("slack", "remind Tom Roe at Beta in 3 days to call back", channel="C-sales")
    await rooms.presses("teams", "Be two reps again")

    assert await rooms.promised() == ("call back", "send pricing")


async def test_two_teams_again(rooms: TwoRooms):
    """Disconnecting is explained first; each keeps its follow-ups and its own intel, and both what was shared."""
    await rooms.link()
    await rooms.one_rep()
    await rooms.says("teams", "remind Jane Doe at Acme in 2 days to send pricing", channel="C-sales")
    await rooms.says("slack", "remind Tom Roe at Beta in 3 days to call back", channel="C-sales")
    await rooms.says("slack", "intel Acme they froze hiring", channel="C-sales")
    assert "After that you are two teams" in await rooms.says("teams", "disconnect")
    await rooms.says("teams", "", action="unlink")

    assert "froze hiring" not in await rooms.says("teams", "intel Acme", channel="C-sales")
    assert "froze hiring" in await rooms.says("slack", "intel Acme", channel="C-sales")
    assert await rooms.promised() == ("call back", "send pricing")
    await rooms.desk.waits(timedelta(days=2, minutes=1))
    assert any("Due now" in one.card.summary for one in rooms.teams.shown.values())


async def test_a_private_word_is_read_by_the_account_that_can_read_it_there(rooms: TwoRooms):
    """In Teams she reads what was said in a private channel of Slack once she is one rep, while she is in it."""
    await rooms.link()
    rooms.slack.members["G-deals-slack"] = {DANA["slack"]}
    await rooms.says("slack", "intel Acme they froze hiring", channel="G-deals")
    assert "froze hiring" not in await rooms.says("teams", "intel Acme")
    await rooms.one_rep()
    assert "froze hiring" in await rooms.says("teams", "intel Acme")
    rooms.teams.shown.clear()
    assert "froze hiring" not in await rooms.says("teams", "intel Acme", channel="C-sales")
    assert "froze hiring" not in await rooms.says("teams", "intel Acme", SAM["teams"])


async def test_who_leaves_a_private_channel_reads_it_on_neither(rooms: TwoRooms):
    """Somebody else's words there are gone from her list in Teams when her account in Slack has left."""
    await rooms.link()
    await rooms.one_rep()
    rooms.slack.members["G-deals-slack"] = {DANA["slack"], SAM["slack"]}
    await rooms.says("slack", "intel Acme they froze hiring", SAM["slack"], channel="G-deals")
    assert "froze hiring" in await rooms.says("teams", "intel Acme")
    rooms.slack.members["G-deals-slack"] = {SAM["slack"]}
    rooms.teams.shown.clear()
    assert "froze hiring" not in await rooms.says("teams", "intel Acme")


# ── Codes ──


async def test_only_members_who_are_administrators_connect(rooms: TwoRooms):
    """A guest and a member who is no admin get a sentence and no code; WARMUP_ADMINS may name one."""
    rooms.slack.standings["UG"] = Standing("UG", EMAIL, member=False, admin=True)
    assert "no guests" in await rooms.says("slack", "connect teams", "UG")
    assert "Only an administrator" in await rooms.says("slack", "connect teams", SAM["slack"])
    code = await rooms.code()
    assert "Only an administrator" in await rooms.says("teams", f"connect slack {code}", SAM["teams"])
    assert not rooms.desk.app.services.linking.is_linked(WORKSPACE)


async def test_a_code_works_once_and_for_a_quarter_of_an_hour(rooms: TwoRooms):
    """Used, replaced by a newer one, or older than 15 minutes: it is not valid any more."""
    first = await rooms.code()
    second = await rooms.code()
    assert "not valid" in await rooms.says("teams", f"connect slack {first}")
    rooms.desk.clock.forward(timedelta(minutes=16))
    rooms.clear()
    assert "not valid" in await rooms.says("teams", f"connect slack {second}")
    rooms.clear()
    await rooms.link()
    assert "one team" in await rooms.says("teams", f"connect slack {second}")


async def test_five_wrong_codes_lock(rooms: TwoRooms):
    """Who guesses gets five tries a quarter of an hour, and then not even the right code works."""
    code = await rooms.code()
    for number in range(5):
        rooms.clear()
        await rooms.says("teams", f"connect slack AAAA-AAAA-AAA{number}")
    assert "Too many wrong codes" in rooms.read("teams")
    rooms.clear()
    assert "Too many wrong codes" in await rooms.says("teams", f"connect slack {code}")
    rooms.desk.clock.forward(timedelta(minutes=16))
    await rooms.link()


async def test_a_code_said_in_the_open_is_worth_nothing(rooms: TwoRooms):
    """Typed in a channel others have read it: it is burnt, and nobody is connected."""
    code = await rooms.code()
    assert "Others could read that code" in await rooms.says("teams", f"connect slack {code}", channel="C-sales")
    rooms.clear()
    assert "not valid" in await rooms.says("teams", f"connect slack {code}")


async def test_a_code_does_not_connect_a_platform_with_itself_or_a_third_team(rooms: TwoRooms):
    """A code entered where such codes are made, or by a second tenant, or for a linked workspace, joins nobody."""
    code = await rooms.code()
    assert "For example: /warmup connect teams" in await rooms.says("slack", f"connect slack {code}")
    rooms.clear()
    assert "not valid" in await rooms.says("slack", f"connect teams {code}")
    await rooms.link()
    rooms.tenants["teams"] = "bbbb-other"
    rooms.clear()
    assert "connected already" in await rooms.says("slack", "connect teams")
    assert "not valid" in await rooms.says("teams", f"connect slack {code}")
    assert rooms.desk.app.services.linking.team("teams", "bbbb-other") == "bbbb-other"


async def test_two_tenants_that_race_for_one_code_do_not_both_win(rooms: TwoRooms):
    """The code is used up by the first: the other stays outside."""
    code = await rooms.code()
    other = TwoRooms(rooms.desk, rooms.slack, rooms.teams, {**rooms.tenants, "teams": "bbbb-other"})
    await asyncio.gather(
        rooms.says("teams", f"connect slack {code}"),
        other.says("teams", f"connect slack {code}"),
        return_exceptions=True,
    )
    linking = rooms.desk.app.services.linking
    await linking.refresh(now=True)
    won = [tenant for tenant in (TENANT, "bbbb-other") if linking.team("teams", tenant) == WORKSPACE]
    assert len(won) == 1


async def test_at_the_desk_there_is_nothing_to_connect(rooms: TwoRooms):
    """A page of one's own machine says so, and what to say where."""
    await rooms.desk.types("connect")
    assert "nothing to connect here" in rooms.desk.messenger.whispers[-1]

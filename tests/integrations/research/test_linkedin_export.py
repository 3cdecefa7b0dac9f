"""Ways in from the reps' own LinkedIn exports: hints, never more."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from bot.briefing.paths import Grade, paths
from bot.briefing.say import say
from bot.errors import SourceUnavailable
from bot.model import Company, Fact, Identity, Person, Prospect
from bot.services import IO
from integrations.research.linkedin_export import LinkedinExport

NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
EXPORT = """Notes:
"When exporting your connection data, you may notice that some addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Jane,Doe,https://www.linkedin.com/in/jane-doe,,"Acme, Inc.",VP Operations,28 Sep 2021
"Pat, MBA",Kim,https://www.linkedin.com/in/pat%C3%A9,,Acme,Buyer,01 Jan 2020
,,,,,,
Max,Far,https://www.linkedin.com/in/max,max@globex.example,Acme,CEO,not a date
"""


class Clock:
    """All this source needs of the door."""

    def now(self) -> datetime:
        """The time, which stands still."""
        return NOW


JANE = Person("person:book:1", "Jane Doe")
ACME = Company("company:acme.example", "Acme", domain="acme.example")


async def facts(source: LinkedinExport, person: Person | None = JANE, company: Company = ACME) -> list[Fact]:
    """What the source says of a person at a company."""
    return list(await source.research(Prospect(person, company, Identity.RECORD), cast("IO", Clock())))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the exports of two reps."""
    (tmp_path / "dana.csv").write_text(EXPORT)
    (tmp_path / "sam-lee.csv").write_text(EXPORT.replace("Jane,Doe", "Ann,Fay").replace("jane-doe", "ann"))
    return tmp_path


async def test_a_connection_is_told_with_colleague_role_and_date(folder: Path) -> None:
    """The person comes first, in one sentence, with a link to the profile."""
    first = (await facts(LinkedinExport(folder)))[0]
    assert say(first, "Jane Doe") == (
        "Dana is connected with Jane Doe (VP Operations at Acme, Inc.) since 28 September 2021"
    )
    assert first.subject == JANE.id
    assert first.source.url == "https://www.linkedin.com/in/jane-doe"


async def test_a_connection_alone_is_only_a_possible_way_in(folder: Path) -> None:
    """However long they are connected: nobody said that they know each other, so the key does not turn."""
    found = await facts(LinkedinExport(folder))
    (way,) = paths(Prospect(JANE, ACME, Identity.RECORD), found, NOW.date())
    assert (way.grade, way.turned) == (Grade.POSSIBLE, False)


async def test_others_at_the_company_are_told_under_their_own_names(folder: Path) -> None:
    """Connections with others there are theirs, not the prospect's; another firm's business address is another firm."""
    told = {say(fact, fact.subject) for fact in (await facts(LinkedinExport(folder)))[1:]}
    assert len(told) == 3
    assert not any("globex" in fact.subject or "Max" in say(fact, "x") for fact in await facts(LinkedinExport(folder)))
    assert all(fact.subject.startswith("person:linkedin:") for fact in (await facts(LinkedinExport(folder)))[1:])


async def test_a_namesake_with_another_profile_is_not_them(folder: Path) -> None:
    """Same name, same company, another profile: no tie to this person."""
    other = Person("person:book:2", "Jane Doe", linkedin="https://www.linkedin.com/in/jane-other")
    assert not [fact for fact in await facts(LinkedinExport(folder), other) if fact.subject == other.id]


async def test_a_company_alone_gets_its_ways_in(folder: Path) -> None:
    """Without a person, everybody there whom a colleague is connected with; another company gets none."""
    assert len(await facts(LinkedinExport(folder), None)) == 4
    assert await facts(LinkedinExport(folder), None, Company("company:x", "Somebody Else")) == []


async def test_a_single_file_belongs_to_the_rep_of_the_settings(tmp_path: Path) -> None:
    """LinkedIn's own file name says nobody: the rep of the settings is named, or a colleague."""
    path = tmp_path / "Connections (1).csv"
    path.write_text(EXPORT)
    for rep, said in (("Dana Cho", "Dana Cho is"), (None, "A colleague is")):
        assert say((await facts(LinkedinExport(path, rep)))[0], "Jane").startswith(said)


async def test_a_new_export_is_read_without_a_restart(folder: Path) -> None:
    """A file that was replaced counts from the next brief on."""
    source = LinkedinExport(folder)
    assert len(await facts(source, None)) == 4
    (folder / "dana.csv").write_text("First Name,Last Name,Connected On\n")
    os.utime(folder / "dana.csv", (1, 1))
    assert len(await facts(source, None)) == 2


async def test_files_that_are_gone_are_a_source_that_is_down(tmp_path: Path) -> None:
    """A missing file is told as such; a file of another shape has nothing."""
    with pytest.raises(SourceUnavailable):
        await facts(LinkedinExport(tmp_path / "none.csv"))
    (tmp_path / "x.csv").write_bytes(b"\x00\xffnot,a\nlinkedin,export\n")
    assert await facts(LinkedinExport(tmp_path)) == []
    assert await facts(LinkedinExport(None)) == []

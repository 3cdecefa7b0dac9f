"""The book from CSV files: what is read, under which spellings, and what is said of the rest."""

import asyncio
import os
import time
from pathlib import Path

import pytest

from bot.errors import SettingsMistake, SourceUnavailable
from bot.model import Precision
from integrations.crm.book import Book
from integrations.crm.book.cells import flag, people_count, same_phone
from integrations.crm.book.dates import read_day, slash_order
from tests.integrations.crm.conftest import IO_STUB, NOW, Write, prospect

JANE = "id,name,email,title,company,domain\n7,Jane Doe,jane.doe@acme.example,VP Operations,Acme,acme.example\n"


async def test_a_crm_export_is_read_under_its_own_headers(write: Write) -> None:
    """First and last name, "E-mail Address", "Job Title" and "Account Name" are understood."""
    header = "Contact ID;First Name;Last Name;E-mail Address;Title;Job Title;Account Name"
    body = f"{header}\n7;Jane;Doe;j@acme.example;Ms.;COO;Acme, Inc.\n"
    read = write({"Contacts.csv": body})
    assert await read.found(person="Jane Doe", company="Acme") == [("book:person:7", "BOOK")]
    facts = await read.history(prospect("Jane Doe"))
    assert "COO" in facts[0].others.values()
    assert await read.book.problems() == ()


async def test_every_line_left_out_is_told_with_its_number(write: Write) -> None:
    """Nothing is rejected silently: the file, the line and the reason are in the check."""
    read = write(
        {
            "people.csv": "id,name,email,updated_at,do_not_call\n1,,,,\n"
            "2,Ann,not-an-address,3/4/2026,perhaps\n2,Ben,,2026-01-01,\n",
            "orders.csv": "a,b\n1,2\n",
        }
    )
    said = await read.book.check()
    for part in (
        "people.csv, line 2: neither a name nor an e-mail address",
        "people.csv, line 3: “not-an-address” in email",
        "“3/4/2026” in updated_at",
        "taken as do not call",
        "people.csv, line 4: id “2” is already that of line 3",
        "orders.csv: not one of the book's tables",
    ):
        assert part in said


async def test_repeated_ids_are_two_people(write: Write) -> None:
    """Two rows of one id stay two persons, so that neither's facts are shown as the other's."""
    read = write({"people.csv": "id,name,company\n1,Ann Lee,Acme\n1,Ben Ray,Acme\n"})
    assert await read.found(person="Ann Lee", company="Acme") == [("book:person:1", "BOOK")]
    assert await read.found(person="Ben Ray", company="Acme") == [("book:person:1#3", "BOOK")]


async def test_a_changed_file_is_read_again(write: Write) -> None:
    """Somebody put on the do-not-call list a minute ago is spared at the next brief."""
    read = write({"people.csv": JANE})
    assert await read.spared(prospect("Jane Doe")) == []
    (read.folder / "dnc.csv").write_text("Phone,Email\n,jane.doe@acme.example\n")
    assert await read.spared(prospect("Jane Doe")) == ["on the do-not-call list by email"]
    (read.folder / "dnc.csv").write_text("Email\nx@other.example\n")
    os.utime(read.folder / "dnc.csv", (1, 1))
    assert await read.spared(prospect("Jane Doe")) == []


async def test_a_single_file_is_people(write: Write) -> None:
    """`WARMUP_BOOK` may be one CSV file of people, whatever its name."""
    read = write({"export-2026.csv": JANE})
    book = Book.open(str(read.folder / "export-2026.csv"), now=lambda: NOW)
    assert "1 people" in await book.check()
    assert book.knows("ACME, Inc.")
    assert not book.knows("Globex")


async def test_a_book_that_is_not_there_is_named(write: Write) -> None:
    """A wrong path stops the start; one that vanishes later is a source that is down, never an empty answer."""
    with pytest.raises(SettingsMistake, match="no file or folder"):
        Book.open("/nowhere/at all", now=lambda: NOW)
    read = write({"people.csv": JANE})
    (read.folder / "people.csv").unlink()
    read.folder.rmdir()
    with pytest.raises(SourceUnavailable):
        await read.spared(prospect("Jane Doe"))


async def test_unknown_columns_are_kept_and_missing_ones_are_nothing(write: Write) -> None:
    """A table with a strange column and without most of ours is still read."""
    read = write({"people.csv": "Full Name,Favourite colour\nJane Doe,green\n"})
    assert await read.book.problems() == ()
    assert [evidence for _, evidence in await read.found(person="Jane Doe")] == ["SEVERAL"]


async def test_looking_up_does_not_grow_with_the_book(write: Write) -> None:
    """In a book fifty times larger a look-up takes about as long: it is one step, not a search."""

    async def seconds(rows: int) -> float:
        lines = "".join(f"{n},Given{n} Family{n},p{n}@firm{n // 10}.example,Firm {n // 10}\n" for n in range(rows))
        read = write({"people.csv": "id,name,email,company\n" + lines})
        assert await read.found("Given500 Family500", "Firm 50") == [("book:person:500", "BOOK")]
        times: list[float] = []
        for _ in range(15):
            began = time.process_time()
            await read.found("Given500 Family500", "Firm 50")
            times.append(time.process_time() - began)
        return min(times)

    assert await seconds(50_000) < 10 * await seconds(1_000) + 0.001


def test_dates_are_read_one_way_or_not_at_all() -> None:
    """Plain forms are read; 3/4/2026 only when another date of the file tells which is the month."""
    for text in (
        "2026-11-12",
        "2026-11-12T09:30:00Z",
        "12 Nov 2026",
        "November 12, 2026",
        "12.11.2026",
        "1794441600000",
    ):
        assert str(read_day(text)) == "2026-11-12"
    assert read_day("3/4/2026") is None
    assert str(read_day("3/4/2026", slash_order(["12/31/2026"]))) == "2026-03-04"
    assert str(read_day("3/4/2026", slash_order(["31/12/2026"]))) == "2026-04-03"
    assert slash_order(["31/12/2026", "12/31/2026"]) is None
    year = read_day("2019")
    assert year is not None
    assert year.precision is Precision.YEAR
    assert read_day("today-12d") is None
    assert [read_day(text) for text in ("", "soon", "31.02.2026", "0001-01-01", "99/99/2026")] == [None] * 5


def test_numbers_of_people_are_read() -> None:
    """Ranges, thousands and "more than" keep their meaning."""
    for text, low, upto, bound in (
        ("1,200", 1200, None, "exact"),
        ("501-1000", 501, 1000, "exact"),
        ("10,000+", 10000, None, "over"),
        ("51–200 employees", 51, 200, "exact"),
    ):
        found = people_count(text)
        assert found is not None
        assert (found.number, found.upto, found.bound) == (low, upto, bound)
    assert people_count("many") is None


def test_an_unclear_flag_means_do_not_call() -> None:
    """Only a plain no is a no."""
    assert [flag(text)[0] for text in ("", "no", "FALSE", "0")] == [False] * 4
    assert [flag(text)[0] for text in ("yes", "x", "asked in May")] == [True] * 3


def test_phone_numbers_are_compared_as_numbers() -> None:
    """Spelling does not matter; an unread number is the same when its last digits are."""
    assert same_phone("+1 (312) 555-0123", "312.555.0123", "US")
    assert same_phone("0312 555 0123", "+13125550123", None)
    assert not same_phone("+13125550123", "+13125550124", "US")
    assert not same_phone("123", "+13125550123", None)


async def test_a_reading_that_is_given_up_serves_the_next_call(write: Write) -> None:
    """A large book's first reading may outlast a time-out: it goes on, once, and nobody reads it twice."""
    lines = "".join(f"{n},Given{n} Family{n},Acme\n" for n in range(3_000))
    read = write({"people.csv": "id,name,company\n" + lines})
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(read.found(company="Acme"), 0.001)
    asked = [read.found(person="Given7 Family7", company="Acme") for _ in range(5)]
    assert await asyncio.gather(*asked) == [[("book:person:7", "BOOK")]] * 5
    await read.book.close()


@pytest.mark.parametrize("name", ["do_not_call.csv", "people.csv", "touches.csv"])
async def test_what_is_no_text_is_an_error_and_never_an_empty_list(tmp_path: Path, name: str) -> None:
    """A workbook under another name cannot be read: the brief says so, instead of "not on your list"."""
    (tmp_path / "people.csv").write_text("id,name,company\n1,Jane Doe,Acme\n", "utf-8")
    (tmp_path / name).write_bytes(b"PK\x03\x04" + bytes(range(256)) * 8)

    with pytest.raises(SourceUnavailable):
        await Book.open(str(tmp_path), now=lambda: NOW).check()


async def test_accounts_are_companies_with_an_owner(write: Write) -> None:
    """The company's own owner, else that of the first of its people who has one; who has none is no account."""
    people = "name,email,company,contact owner\nJane,j@acme.example,Acme,dana.cho@northwind.example\n"
    people += "Bo,b@globex.example,Globex,\nCy,c@globex.example,Globex,Sam Lee\nDi,d@umbra.example,Umbra,\n"
    companies = "name,domain,account owner\nAcme,acme.example,lee@northwind.example\nInitech,initech.example,Kim\n"
    read = write({"people.csv": people, "companies.csv": companies})
    found = [(one.company.name, one.company.domain, one.owner) for one in await read.book.accounts(IO_STUB)]
    assert "0 problems" in await read.book.check()
    assert found == [
        ("Acme", "acme.example", "Lee"),
        ("Initech", "initech.example", "Kim"),
        ("Globex", "globex.example", "Sam Lee"),
    ]
    assert await read.book.accounts(IO_STUB) is await read.book.accounts(IO_STUB)

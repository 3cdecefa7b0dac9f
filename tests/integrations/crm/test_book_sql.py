"""The book in a SQL database: the same answers as from files, and never a write."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import SettingsMistake, SourceUnavailable
from bot.model import Company, Identity, Person, Prospect, Role, Topic
from integrations.crm.book import Book, database
from integrations.crm.book.database import Database
from tests.integrations.crm.conftest import IO_STUB, NOW, Read, prospect

TABLES = """
CREATE TABLE crm (id INTEGER, full_name TEXT, email TEXT, phone TEXT, job_title TEXT, account TEXT,
    do_not_call BOOLEAN, updated_at DATE, contact_owner TEXT);
CREATE VIEW people AS SELECT * FROM crm;
CREATE TABLE companies (id INTEGER, name TEXT, domain TEXT, headcount INTEGER);
CREATE TABLE touches (id INTEGER, person_id INTEGER, company TEXT, kind TEXT, outcome TEXT,
    at TIMESTAMP, by_email TEXT);
CREATE TABLE relations (person_id INTEGER, colleague_email TEXT, how TEXT, confirmed_by TEXT, confirmed_at DATE);
CREATE TABLE do_not_call (kind TEXT, value TEXT, reason TEXT);
CREATE TABLE events (company TEXT, what TEXT, kind TEXT, happened DATE);
INSERT INTO crm VALUES
    (7, 'Jane Doe', 'Jane.Doe@Acme.example', '(312) 555-0123', 'COO', 'ACME Inc.', false, '2026-11-01', NULL),
    (8, 'Łukasz Żółć', 'l@acme.example', NULL, 'CFO', 'Acme', true, '2026-10-01', NULL),
    (9, 'Jane Doe', NULL, NULL, 'Buyer', 'Müller Werke GmbH', false, NULL, 'sam.lee@northwind.example');
INSERT INTO companies VALUES (1, 'Acme', 'acme.example', 1200);
INSERT INTO touches VALUES
    (1, 7, 'Acme', 'call', 'talked', '2026-05-03 10:00:00', 'sam@northwind.example'),
    (2, NULL, 'Acme Tools', 'call', 'talked', '2026-05-03 10:00:00', 'sam@northwind.example');
INSERT INTO relations VALUES (7, 'sam@northwind.example', 'knows her', 'sam@northwind.example', '2026-10-01');
INSERT INTO do_not_call VALUES
    ('phone', '+1 312.555.0123', 'asked'),
    ('Name', 'Ørsted, Knut', 'wrote'),
    ('company', 'Quiet Works Ltd', '');
INSERT INTO events VALUES ('Acme', 'opened its Reno plant', 'opening', '2026-11-12')
""".split(";")


@pytest.fixture(params=["sqlite", "postgresql"])
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same tables in SQLite and in PostgreSQL."""
    if request.param == "sqlite":
        with sqlite3.connect(tmp_path / "b ook.sqlite3") as connection:
            for statement in TABLES:
                connection.execute(statement)
        connection.close()
        return f"sqlite:///{tmp_path / 'b ook.sqlite3'}"
    address: str = request.getfixturevalue("postgres_url")
    engine = create_async_engine(address.replace("postgresql:", "postgresql+asyncpg:"))
    async with engine.begin() as connection:
        for statement in TABLES:
            await connection.exec_driver_sql(statement)
    await engine.dispose()
    return address


@pytest.fixture
async def read(url: str, tmp_path: Path) -> AsyncIterator[Read]:
    """Those tables, opened as a book."""
    book = Book.open(url, now=lambda: NOW, region="US")
    yield Read(book, tmp_path)
    await book.close()


async def test_people_are_found_whatever_the_case(read: Read) -> None:
    """Name with company, e-mail, number and names with accents find their row; a name alone asks."""
    assert await read.found(person="jane doe", company="acme") == [("book:person:7", "BOOK")]
    assert await read.found(email="JANE.DOE+x@acme.example") == [("book:person:7", "EMAIL")]
    assert await read.found(phone="+13125550123") == [("book:person:7", "BOOK")]
    assert await read.found(person="łukasz żółć", domain="acme.example") == [("book:person:8", "BOOK")]
    assert await read.found(person="Jane Doe", company="MULLER Werke") == [("book:person:9", "BOOK")]
    assert [how for _, how in await read.found(person="Jane Doe")] == ["SEVERAL", "SEVERAL"]
    assert await read.found(company="ACME, Inc.") == [("book:company:1", "BOOK")]


async def test_history_has_typed_columns_as_facts(read: Read) -> None:
    """Dates, numbers and flags of a database become the same facts as text of a file."""
    jane = Person("person:book:7", "Jane Doe", book_id="7")
    facts = await read.history(
        Prospect(jane, Company("company:acme.example", "Acme", domain="acme.example"), Identity.RECORD)
    )
    by_topic = {fact.topic: fact for fact in facts if fact.subject in {jane.id, "company:acme.example"}}
    assert str(by_topic[Topic.EMPLOYMENT].seen) == "2026-11-01"
    assert str(by_topic[Topic.TOUCH].happened) == "2026-05-03"
    assert by_topic[Topic.KNOWS].others[Role.COLLEAGUE] == "Sam"
    assert by_topic[Topic.OPENING].others[Role.WHAT] == "opened its Reno plant"
    assert by_topic[Topic.HEADCOUNT].amount is not None
    assert len([fact for fact in facts if fact.topic is Topic.TOUCH]) == 1


async def test_the_list_spares_by_number_name_and_company(read: Read) -> None:
    """Entries are compared as in files, however they are written, accents included."""
    assert await read.spared(prospect("Jane Doe")) == ["on the do-not-call list by phone asked"]
    assert await read.spared(prospect("Knut Ørsted", None)) == ["on the do-not-call list by name wrote"]
    assert await read.spared(prospect("Some One", "Quiet Works")) == ["on the do-not-call list by company"]
    assert await read.spared(prospect("Łukasz Żółć")) == ["flagged in their own record"]
    assert await read.spared(prospect("Some One", "Other")) == []


async def test_typed_words_are_parameters(read: Read) -> None:
    """Quotes, wildcards and SQL in a name are compared as text, and nothing is changed by them."""
    for name in ("Robert'); DROP TABLE crm;--", "%", "_", "a%' OR '1'='1", "\\"):
        assert await read.found(person=name, company=name) == []
        assert await read.spared(prospect(name, name)) == []
    assert await read.found(person="Jane Doe", company="Acme") == [("book:person:7", "BOOK")]


async def test_the_book_cannot_write(url: str) -> None:
    """The database itself refuses: the connection is read-only."""
    kept = Database.open(url, lambda: NOW)
    for statement in (
        "INSERT INTO do_not_call VALUES ('a', 'b', 'c')",
        "CREATE TABLE t (x INTEGER)",
        "DELETE FROM crm",
    ):
        with pytest.raises(DBAPIError, match=r"read-?only"):
            async with kept.engine.begin() as connection:
                await connection.execute(text(statement))
    await kept.close()


async def test_knows_and_check_speak_of_the_last_reading(read: Read) -> None:
    """`knows` never waits; the check counts rows."""
    assert not read.book.knows("Acme")
    said = await read.book.check()
    assert "3 people" in said
    assert "0 problems" in said
    assert read.book.knows("acme, inc.")
    assert read.book.knows("Müller Werke")


async def test_a_database_that_does_not_answer_is_down_not_empty(tmp_path: Path) -> None:
    """A missing file or server is a source that is down, and its address is not repeated."""
    for url in (f"sqlite:///{tmp_path}/none.sqlite3", "postgresql://me:secret@127.0.0.1:9/none"):
        book = Book.open(url, now=lambda: NOW)
        with pytest.raises(SourceUnavailable) as told:
            await book.check()
        assert "secret" not in str(told.value)
        await book.close()
    assert not (tmp_path / "none.sqlite3").exists()


async def test_a_wrong_address_stops_the_start_without_its_password() -> None:
    """The sentence says what an address looks like, and holds nothing of the one that was given."""
    for url in ("mysql://me:hush@host/name", "postgresql://me:hush@host:port/name"):
        with pytest.raises(SettingsMistake) as told:
            Book.open(url, now=lambda: NOW)
        assert "hush" not in str(told.value)


async def test_a_slow_question_is_broken_off(tmp_path: Path) -> None:
    """A view that never ends costs seconds, not the bot: SQLite's work itself is stopped."""
    with sqlite3.connect(tmp_path / "slow.sqlite3") as connection:
        connection.execute(
            "CREATE VIEW people AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            " SELECT i AS id, 'x' AS name, 'y' AS company FROM n WHERE i < 0"
        )
    connection.close()
    book = Book.open(f"sqlite:///{tmp_path / 'slow.sqlite3'}", now=lambda: NOW)
    began = time.monotonic()
    with pytest.raises(SourceUnavailable):
        await book.check()
    await asyncio.wait_for(book.close(), 2)
    assert time.monotonic() - began < database.PATIENCE.total_seconds() + 3


async def test_accounts_are_companies_with_an_owner(read: Read) -> None:
    """As from files: a person's owner is their company's where it has none of its own."""
    found = await read.book.accounts(IO_STUB)
    assert [(one.company.name, one.company.book_id, one.owner) for one in found] == [
        ("Müller Werke GmbH", "muller werke", "Sam Lee")
    ]

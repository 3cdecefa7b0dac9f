"""Exported tables, as bad as they come."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from integrations.sheet import LONGEST_CELL, clean, read_sheet


def test_separators_and_marks_of_spreadsheets_are_understood() -> None:
    """Comma, semicolon, tab, Excel's `sep=` line and a byte-order mark all give the same table."""
    for body in (
        b"a,b\n1,2\n",
        b"\xef\xbb\xbfa;b\r\n1;2\r\n",
        b"a\tb\r1\t2\r",
        b"sep=;\na;b\n1;2",
        "a\tb\n1\t2\n".encode("utf-16"),
    ):
        sheet = read_sheet(body)
        assert (sheet.header, [row.cells for row in sheet.rows]) == (("a", "b"), [("1", "2")])
        assert not sheet.problems


def test_a_row_knows_its_line() -> None:
    """Lines are counted as an editor counts them, blank lines and cells over several lines included."""
    sheet = read_sheet(b'a,b\n\n"one\ntwo",2\n3,4\n')
    assert [(row.line, row.cells) for row in sheet.rows] == [(3, ("one two", "2")), (5, ("3", "4"))]


def test_an_open_quotation_mark_costs_one_line() -> None:
    """Where a quotation mark is left open, that line is read as plain text and told, and every other is read."""
    sheet = read_sheet(b'a,b\n1,"two\n3,4\n5,6\n')
    assert [row.cells for row in sheet.rows] == [("1", "two"), ("3", "4"), ("5", "6")]
    assert sheet.problems == ("line 2: its quotation marks do not match; it was read as plain text",)


def test_many_broken_lines_are_counted_not_listed() -> None:
    """A thousand broken lines give a short list and a number."""
    sheet = read_sheet(b"a,b\n" + b'1,"x"y\n' * 1_000)
    assert len(sheet.rows) == 1_000
    assert len(sheet.problems) < 30
    assert "980 more" in sheet.problems[-1]


def test_a_huge_cell_is_cut_and_told() -> None:
    """A cell of 200,000 characters does not stop the reading."""
    sheet = read_sheet(b"a,b\n" + b"x" * 200_000 + b",2\n3,4\n")
    assert len(sheet.rows[0].cells[0]) == LONGEST_CELL
    assert sheet.rows[1].cells == ("3", "4")
    assert "line 2" in sheet.problems[0]


def test_wrong_encoding_is_read_and_told() -> None:
    """Windows-1252 is read as such, with the line where it stopped being UTF-8."""
    sheet = read_sheet("name\nJürgen\n".encode("cp1252"))
    assert sheet.rows[0].cells == ("Jürgen",)
    assert sheet.problems[0].startswith("line 2: not UTF-8")


def test_hidden_characters_do_not_survive() -> None:
    """NULs, bidirectional marks, zero-width characters and line breaks leave visible text on one line."""
    assert clean("Ja\0ne\u202e \u200bDoe\r\n") == "Jane Doe"
    assert read_sheet(b"a\nJa\0ne\n").rows[0].cells == ("Jane",)


def test_spreadsheet_guards_are_taken_off_and_formulas_stay_text() -> None:
    """`="007"` and `'+1` are how spreadsheets keep text text; a formula is kept as the words it is."""
    assert clean('="007"') == "007"
    assert clean("'+1 312") == "+1 312"
    assert clean("=cmd|' /C calc'!A0") == "=cmd|' /C calc'!A0"


@given(st.binary(max_size=400))
def test_no_file_makes_it_raise(body: bytes) -> None:
    """Whatever the bytes are, there is a sheet."""
    read_sheet(body)


@given(st.lists(st.lists(st.text("ab\",;\n é'", max_size=6), min_size=2, max_size=2), min_size=1, max_size=6))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[list[str]]) -> None:
    """Every record that the standard library writes comes back, but for blank ones and outer space."""
    told = io.StringIO()
    csv.writer(told).writerows([["first", "second"], *rows])
    sheet = read_sheet(told.getvalue().encode())
    kept = [tuple(map(clean, row)) for row in rows]
    assert [row.cells for row in sheet.rows] == [row for row in kept if any(row)]
    assert not sheet.problems

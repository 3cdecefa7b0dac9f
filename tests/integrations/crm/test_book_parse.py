"""Whatever a cell holds, a row is read or told, and nothing breaks."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.crm.book import parse
from integrations.crm.book.columns import TABLES, places
from integrations.crm.book.memory import Memory
from integrations.crm.book.parse import Reading
from integrations.crm.book.rows import Record, Rows

BUILDERS: dict[str, Callable[[Record, Reading], object]] = {
    "people": parse.person,
    "companies": parse.company,
    "touches": parse.touch,
    "relations": parse.relation,
    "do_not_call": parse.listed,
    "events": parse.event,
}
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "@",
            "a@b",
            "http://[",
            "//[x",
            "0001-01-01",
            "31/31/2026",
            "9" * 400,
            "+",
            "%zz",
            "linkedin.com/in/%ff",
            "١٢٣",
        ]
    ),
)


@pytest.mark.parametrize("table", BUILDERS)
@given(data=st.data())
def test_no_cell_makes_a_row_raise(table: str, data: st.DataObject) -> None:
    """Every row is built, or left out with a complaint that names its line."""
    values = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(TABLES[table], CELLS)))
    reading = Reading(f"{table}.csv")
    built = BUILDERS[table](Record(7, values), reading)
    assert built is not None or reading.problems
    assert all("line 7" in problem for problem in reading.problems)


@given(name=st.text(max_size=12), phone=st.text(max_size=12), value=st.text(min_size=1, max_size=12))
def test_no_row_makes_the_index_raise(name: str, phone: str, value: str) -> None:
    """Strange names, numbers and list entries are indexed like any others."""
    reading = Reading("x", today=date(2026, 11, 24))
    person = parse.person(Record(2, {"name": name, "phone": phone, "company": name, "email": "a@b.example"}), reading)
    entry = parse.listed(Record(2, {"value": value}), reading)
    assert person is not None
    assert entry is not None
    Memory(Rows(people=parse.with_ids([person], reading), do_not_call=[entry]), "US")


def test_the_best_spelling_wins() -> None:
    """A "Job Title" is the title where both are there, and a column's own name is never taken for another."""
    at = places("people", ["Title", "Job Title", "Website", "domain"])
    assert at["title"] == [1, 0]
    assert at["domain"] == [3, 2]
    assert "name" not in places("people", ["Account Name"])
    assert "name" in places("companies", ["Account Name"])

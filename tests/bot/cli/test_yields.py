"""At a prompt: a team's past loaded once, and its yield in the shape docs/yield.md promises."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.commands import app
from tests.doubles.campaign import as_file, campaign, count

Warmup = Callable[..., tuple[int, str, str]]
PROMISED = Path(__file__).parents[3] / "docs" / "yield.md"


@pytest.fixture
def warmup(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Warmup:
    """Type `warmup …` with a database of its own: exit code, output, errors."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'warmup.sqlite3'}")
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["warmup", *words])
        code = app()
        out, errors = capsys.readouterr()
        return code, out, errors

    return run


def test_a_campaign_is_loaded_once_and_its_yield_counted(warmup: Warmup, tmp_path: Path) -> None:
    """Bad rows are listed, good ones loaded; the file again changes nothing; JSON and CSV say the same."""
    calls = campaign(300)
    file = tmp_path / "calls.csv"
    file.write_bytes(as_file(calls) + b"talked,clerk,not a day,Example Works 1,Client 00001,Rep 1,telephone\n")
    code, out, _ = warmup("import", "touches", str(file))
    assert code == 0
    assert out.splitlines()[0] == f"{len(calls):,} touches loaded, 0 there already, 1 row not loaded."
    assert f"line {len(calls) + 2}: not loaded, its time “not a day”" in out
    assert f"0 touches loaded, {len(calls):,} there already" in warmup("import", "touches", str(file))[1]

    wanted = count(calls)
    made = json.loads(warmup("yield", "--days", "100000", "--format", "json")[1])
    steps = {each["step"]: (each["n"], each["of"]) for each in made["by_prospect"]}
    assert steps == {**wanted.steps, "opportunity": (None, None), "won": (None, None)}
    for name, pairs in (("attempt", wanted.attempt), ("earlier_conversation", wanted.earlier), ("hour", wanted.hour)):
        assert {each["value"]: (each["n"], each["of"]) for each in made["by_dial"][name]} == pairs
        assert all(each["rate"] == each["n"] / each["of"] for each in made["by_dial"][name])
    table = list(csv.DictReader(io.StringIO(warmup("yield", "--days", "100000", "--format", "csv")[1])))
    assert [row["n"] for row in table if row["by"] == "attempt"] == [str(n) for n, _ in wanted.attempt.values()]
    assert "Yield of the last 100,000 days" in warmup("yield", "--days", "100000")[1]


def test_every_field_is_documented(warmup: Warmup) -> None:
    """What the JSON and the CSV hold stands in docs/yield.md."""
    said = PROMISED.read_text("utf-8")
    made = json.loads(warmup("yield", "--format", "json")[1])
    columns = warmup("yield", "--format", "csv")[1].splitlines()[0].split(",")
    assert not [
        name for name in (*made, *made["by_dial"], *made["differences"][0], *columns) if f"`{name}`" not in said
    ]


def test_a_file_that_cannot_be_read_is_a_sentence(warmup: Warmup, tmp_path: Path) -> None:
    """Not there, without its columns, without one good row, for an unknown zone."""
    assert "I cannot read" in warmup("import", "touches", str(tmp_path / "none.csv"))[2]
    file = tmp_path / "calls.csv"
    file.write_text("name,age\nJane,3\n")
    code, _, errors = warmup("import", "touches", str(file))
    assert (code, "lacks the column time and outcome" in errors) == (2, True)
    file.write_text("prospect,time,outcome\nJane,never,talked\n")
    assert warmup("import", "touches", str(file))[0] == 1
    assert "no time zone I know" in warmup("import", "touches", str(file), "--zone", "Mars/Base")[2]

"""At a prompt: what is printed, in which shape, and what a mistake is told."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from bot.cli.commands import app
from bot.settings import Settings
from tests.doubles.documented_brief import Candidates, checked
from tests.doubles.slack_api import SlackApi
from tests.doubles.slack_rules import trouble, words_shown
from tests.doubles.suppliers import Suppliers
from tests.doubles.warmup_process import ran

Warmup = Callable[..., tuple[int, str, str]]
PROMISED = Path(__file__).parents[3] / "docs" / "brief.md"


@pytest.fixture
def warmup(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Warmup:
    """Type `warmup …` at a prompt with a database of its own: exit code, output, errors."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'warmup.sqlite3'}")
    monkeypatch.setenv("WARMUP_GLEIF_URL", "http://127.0.0.1:9")  # nobody listens there
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str, **settings: str) -> tuple[int, str, str]:
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr("sys.argv", ["warmup", *words])
        code = app()
        out, errors = capsys.readouterr()
        return code, out, errors

    return run


def brief_of(warmup: Warmup, who: str, *options: str) -> object:
    code, out, errors = warmup("brief", who, "--sample", "--format", "json", *options)
    assert (code, errors) == (0, "")
    return json.loads(out)


def test_help_names_every_command(warmup: Warmup) -> None:
    """`warmup --help`, and `warmup` alone, say in a line each what can be done."""
    code, out, _ = warmup("--help")
    assert code == 0
    for command in ("brief", "parse", "serve", "check", "db"):
        assert re.search(rf"^\s+{command}\s+\w.*\w", out, re.MULTILINE), out
    assert "..." not in out.partition("Commands:")[2], "every line says what it has to say"
    assert "brief" in "".join(warmup()[1:])


def test_a_brief_for_people_is_a_card(warmup: Warmup) -> None:
    """The first screen is the brief: at most 120 words; the rest follows, or stays away with --short."""
    _, whole, _ = warmup("brief", "Jane Doe at Acme", "--sample")
    _, short, _ = warmup("brief", "Jane Doe at Acme", "--sample", "--short")
    said = short.partition("[Log call")[0]  # buttons, and what they offer, are no sentences
    words = [word for word in said.split() if re.search(r"\w", word) and not word.startswith("[")]

    assert "Jane Doe · VP Operations · Acme" in short
    assert "What we did with them" in whole
    assert "What we did with them" not in short
    assert len(words) <= 120


@pytest.mark.parametrize(
    "who",
    [
        "Jane Doe at Acme",
        "Acme",
        "jane.doe@acme.example",
        "nobody.known@globex.example",
        "Maria Lopez at Globex",
        "Omar Haddad at Initech",
        "Nina Ivanova at Nobody Knows",
        "Clara Novak at Nobody Knows",
    ],
)
def test_the_json_is_the_documented_one(warmup: Warmup, who: str) -> None:
    """Every documented field, type and word; every cited fact is there; every count is kept."""
    brief = checked(brief_of(warmup, who))

    assert brief.complete
    told = {source.name for source in brief.sources}
    assert {"book", "sec", "wikidata", "wikipedia", "gleif", "feeds", "greenhouse", "lever", "ashby"} <= told


def test_every_field_is_documented(warmup: Warmup) -> None:
    """What the JSON holds stands in docs/brief.md."""
    document = cast("dict[str, object]", brief_of(warmup, "Jane Doe at Acme"))
    missing = [name for name in document if f"`{name}`" not in PROMISED.read_text("utf-8")]
    assert not missing


def test_do_not_call_leaves_nothing_to_dial(warmup: Warmup) -> None:
    """Whoever asked not to be called has no number in any shape of their brief."""
    document = brief_of(warmup, "Omar Haddad at Initech")
    brief = checked(document)
    _, text, _ = warmup("brief", "Omar Haddad at Initech", "--sample")
    _, slack, _ = warmup("brief", "Omar Haddad at Initech", "--sample", "--format", "slack")

    assert brief.do_not_call
    assert brief.head.startswith("DO NOT CALL")
    for shape in (text, slack, brief.head):
        assert "555" not in shape


def test_nothing_known_is_said_honestly(warmup: Warmup) -> None:
    """An unknown company gets a cold brief without an opener, by the asker's word."""
    brief = checked(brief_of(warmup, "Nina Ivanova at Nobody Knows"))

    assert (brief.warmth, brief.opener, brief.voicemail) == ("cold", None, None)
    assert brief.prospect.identity == "your word"


@pytest.mark.parametrize("moment", ["2031-03-04", "2031-03-04T15:00:00", "2031-03-04T15:00:00+00:00"])
def test_a_brief_is_judged_as_of_a_moment(warmup: Warmup, moment: str) -> None:
    """--as-of moves the clock: of news, of the calling window, and of what the brief says of itself."""
    brief = checked(brief_of(warmup, "Jane Doe at Acme", "--as-of", moment))

    assert datetime.fromisoformat(brief.as_of).date() == datetime(2031, 3, 4, tzinfo=UTC).date()
    assert next(fact.event_date for fact in brief.facts if fact.kind == "event") == "2031-02-20"


def test_slack_gets_what_slack_takes(warmup: Warmup) -> None:
    """--format slack prints messages that keep Slack's limits."""
    _, out, _ = warmup("brief", "Jane Doe at Acme", "--sample", "--format", "slack")
    messages = json.loads(out)

    assert [trouble(message["blocks"]) for message in messages] == [[]] * len(messages)
    assert "opened its Reno plant" in words_shown(messages[0]["blocks"])


def test_several_of_one_name_are_candidates(warmup: Warmup) -> None:
    """Two in the records: both are printed with a reason, and --pick chooses."""
    found = Candidates.model_validate(brief_of(warmup, "John Smith at Acme")).candidates
    assert len(found) == 2
    assert len({one.reason for one in found}) == 2

    for one in found:
        brief = checked(brief_of(warmup, "John Smith at Acme", "--pick", one.ref))
        assert (brief.prospect.person, brief.prospect.identity) == ("John Smith", "picked")
    typed = checked(brief_of(warmup, "John Smith at Acme", "--pick", "typed"))
    assert typed.prospect.identity == "your word"


def test_a_picker_for_people_says_how_to_choose(warmup: Warmup) -> None:
    """At a prompt there are no buttons: each choice is a command to type."""
    _, out, _ = warmup("brief", "John Smith at Acme", "--sample")

    assert out.count("--pick ") == 3


def test_parse_shows_how_words_are_understood(warmup: Warmup) -> None:
    """One result for people, the documented seven fields for programs."""
    _, text, _ = warmup("parse", "Jane Doe, VP Operations at Acme")
    _, out, _ = warmup("parse", "Jane Doe, VP Operations, AT&T", "--format", "json")

    assert re.search(r"title\s+VP Operations", text)
    assert json.loads(out) == {
        "person": "Jane Doe",
        "title": "VP Operations",
        "company": "AT&T",
        "domain": None,
        "email": None,
        "linkedin": None,
        "ambiguous": False,
    }


def test_parse_reads_a_file_and_prints_a_line_for_each(warmup: Warmup, tmp_path: Path) -> None:
    """One result a line, whatever the lines hold; a mistake is a line as well."""
    lines = ['{"in": "Jane Doe at Acme"}', '{"in": ""}', "no json", '{"in": 7}', "[]", '{"out": 1}', '{"in": "Acme"}']
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(lines) + "\n", "utf-8")

    code, out, _ = warmup("parse", "--file", str(file))
    results = [json.loads(line) for line in out.splitlines()]
    assert (code, len(results)) == (0, len(lines))
    assert (results[0]["person"], results[-1]["company"]) == ("Jane Doe", "Acme")
    assert all("error" in result for result in results[1:-1])


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        (("brief", "???", "--sample"), {}, "Jane Doe at Acme"),
        (("brief", "", "--sample"), {}, "Jane Doe at Acme"),
        (("brief", "x" * 5000, "--sample"), {}, "Jane Doe at Acme"),
        (("brief", "Nina Ivanova", "--sample"), {}, "Which company is Nina Ivanova at?"),
        (("brief", "Jane Doe at Acme", "--as-of", "yesterday"), {}, "--as-of 2026-11-24"),
        (("parse",), {}, "Jane Doe at Acme"),
        (("parse", "--file", "nowhere.jsonl"), {}, "I cannot read nowhere.jsonl"),
        (("serve",), {}, "SLACK_BOT_TOKEN"),
        (("brief", "Jane Doe at Acme"), {"PORT": "seventy"}, "PORT"),
        (("brief", "Jane Doe at Acme"), {"WARMUP_SEC_DATA_URL": "sec.gov"}, "WARMUP_SEC_DATA_URL"),
        (("brief", "Jane Doe at Acme"), {"WARMUP_BOOK": "/nowhere/at/all"}, "WARMUP_BOOK"),
        (("db", "upgrade"), {"DATABASE_URL": "mysql://u:hunter2@h/db"}, "DATABASE_URL"),
    ],
)
def test_a_mistake_is_one_sentence(warmup: Warmup, words: tuple[str, ...], settings: dict[str, str], said: str) -> None:
    """Wrong words or settings: a sentence that says which and how to mend it, no traceback, no secret, code 2."""
    code, out, errors = warmup(*words, **settings)

    assert (code, out) == (2, "")
    assert said in errors
    assert errors.count("\n") == 1
    assert "hunter2" not in errors


async def test_a_port_that_is_taken_is_one_sentence(tmp_path: Path) -> None:
    """Where somebody else listens, `warmup serve` says which setting to change."""
    async with SlackApi() as slack:
        settings = {
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_SIGNING_SECRET": "secret",
            "SLACK_API_URL": slack.url,
            "PORT": slack.url.split(":")[2].partition("/")[0],
            "DATABASE_URL": f"sqlite:///{tmp_path / 'warmup.sqlite3'}",
        }
        code, out, errors = await ran(settings, "serve")

    assert (code, out, "PORT" in errors.splitlines()[-1], "Traceback" in errors) == (2, "", True, False), errors


async def test_a_terminal_of_few_letters_is_no_obstacle(tmp_path: Path) -> None:
    """Where ☎ and dashes cannot be shown, the words can."""
    settings = {"PYTHONIOENCODING": "ascii", "DATABASE_URL": f"sqlite:///{tmp_path / 'warmup.sqlite3'}"}
    code, out, _ = await ran(settings, "brief", "--sample", "--short", "Jane Doe at Acme")

    assert (code, "opened its Reno plant" in out) == (0, True)


@pytest.mark.parametrize(
    "words", [("brieff", "Jane Doe"), ("brief",), ("brief", "Jane Doe", "--format", "xml"), ("db",)]
)
def test_what_is_no_command_is_told_so(warmup: Warmup, words: tuple[str, ...]) -> None:
    """An unknown command, option or a missing word ends with 2 and says where help is."""
    code, out, errors = warmup(*words)

    assert code == 2
    assert "Usage: " in out + errors


def test_the_database_is_upgraded_once(warmup: Warmup) -> None:
    """`warmup db upgrade` may be repeated, and says whether it changed anything."""
    assert warmup("db", "upgrade") == (0, "The database is up to date now.\n", "")
    assert warmup("db", "upgrade") == (0, "The database was up to date already.\n", "")


async def test_check_has_a_line_for_everything(tmp_path: Path) -> None:
    """Every setting, source and platform: fine, not configured or broken; what is broken ends with 1."""
    async with SlackApi() as slack, Suppliers() as suppliers:
        settings = {
            "SLACK_BOT_TOKEN": "xoxb-hush-hush",
            "SLACK_SIGNING_SECRET": "hush-hush",
            "SLACK_API_URL": slack.url,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'warmup.sqlite3'}",
            "WARMUP_CONTACT": "ops@northwind.example",
            "WARMUP_BOOK": "sample",
            "COLUMNS": "160",
            **suppliers.settings,
        }
        code, out, errors = await ran(settings, "check")

    for name in (*map(str.upper, Settings.model_fields), "database", "Redis", "Slack"):
        assert re.search(rf"^\s*{name} .*(fine|not configured|broken)", out, re.MULTILINE), f"{name}\n{out}{errors}"
    for title in ("Sample book", "SEC EDGAR", "Wikidata", "Wikipedia", "GLEIF", "Greenhouse", "Lever", "Ashby"):
        assert re.search(rf"^\s*{title}.*(fine|not configured|broken)", out, re.MULTILINE), f"{title}\n{out}{errors}"
    assert re.search(r"Company news feed\s+broken\s+could not connect; is there a way out to it", out), out
    assert (code, "hush" in out + errors) == (1, False)

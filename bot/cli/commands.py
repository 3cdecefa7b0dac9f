"""Every command with its options; each does its work in the file of its name, which is loaded only when it is typed."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from bot.errors import SettingsMistake, UserMistake, WarmupError
from bot.settings import Settings

MISTAKE, BROKEN = 2, 1

typing_app = typer.Typer(
    name="warmup",
    help="Warmup turns a cold call into a warm one: who they are, why today, who can open the door, what to say.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # a traceback with local variables could print a secret
    rich_markup_mode=None,
)
db_app = typer.Typer(help="Look after the database.", no_args_is_help=True)
typing_app.add_typer(db_app, name="db")
jobs_app = typer.Typer(help="Dead letters: what was given up, and what becomes of it.", no_args_is_help=True)
typing_app.add_typer(jobs_app, name="jobs")

import_app = typer.Typer(help="Load a team's past.", no_args_is_help=True)
typing_app.add_typer(import_app, name="import")

Team = Annotated[str | None, typer.Option(help="Only this team's, by its id.")]
Whose = Annotated[str, typer.Option("--team", help="Whose, by the team's id; “local” is this prompt's own.")]
Key = Annotated[str, typer.Argument(help="The job's key, as “warmup jobs list” shows it.")]


class Format(StrEnum):
    """How a brief is printed."""

    TEXT = "text"
    JSON = "json"
    SLACK = "slack"


class Tabular(StrEnum):
    """How a table of figures is printed."""

    TEXT = "text"
    CSV = "csv"
    JSON = "json"


class TextOrJson(StrEnum):
    """How what is not a brief is printed."""

    TEXT = "text"
    JSON = "json"


@typing_app.command("brief")
def brief_command(
    who: Annotated[str, typer.Argument(help='Whom you want to call, for example "Jane Doe at Acme".')],
    form: Annotated[
        Format, typer.Option("--format", help="text for people, json for programs, slack as Slack gets it.")
    ] = Format.TEXT,
    as_of: Annotated[
        str | None, typer.Option(help="Judge as of this moment, for example 2026-11-24T15:00:00+00:00.")
    ] = None,
    pick: Annotated[str | None, typer.Option(help="Choose one of the candidates a picker showed, by its ref.")] = None,
    sample: Annotated[
        bool, typer.Option("--sample", help="Use the made-up sample book where no WARMUP_BOOK is set.")
    ] = False,
    short: Annotated[bool, typer.Option("--short", help="Only the first screen.")] = False,
) -> int:
    """Print the brief of a prospect."""
    from bot.cli import brief

    settings = _settings(sample=sample)
    moment = _moment(as_of)
    return _run(brief.brief(settings, who, form.value, moment, pick, short=short))


@typing_app.command("parse")
def parse_command(
    who: Annotated[
        str | None, typer.Argument(help='What a rep may type, for example "Jane Doe, VP Ops at Acme".')
    ] = None,
    file: Annotated[Path | None, typer.Option(help='A file of lines {"in": "…"}; one result a line.')] = None,
    form: Annotated[Format, typer.Option("--format", help="text or json; files are always json.")] = Format.TEXT,
) -> int:
    """Show how a prospect is understood, without asking anybody."""
    from bot.cli import parse

    return parse.parse(who, file, as_json=form is not Format.TEXT)


@typing_app.command("serve")
def serve_command(
    works: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Also do what is due, or leave it to `warmup worker`.")
    ] = True,
) -> int:
    """Listen to Slack, and do what is due."""
    from bot.cli import lasting, serve

    return _run(serve.serve(_settings(), works=works), lasting.loop_factory())


@typing_app.command("desk", short_help="Sit down at the bot without Slack: a page of this machine.")
def desk_command() -> int:
    """Show the bot as a web page of this machine, without Slack, Teams or any key."""
    from bot.cli import desk, lasting

    return _run(desk.desk(_settings(sample=True)), lasting.loop_factory())


@typing_app.command("worker")
def worker_command() -> int:
    """Do what is due, without listening; run as many as you like."""
    from bot.cli import lasting, worker

    return _run(worker.work(_settings()), lasting.loop_factory())


@typing_app.command("check", short_help="Say what is fine, not configured or broken, and how to mend it.")
def check_command() -> int:
    """Say for every setting, source and platform: fine, not configured or broken, and how to mend it."""
    from bot.cli import check

    return _run(check.check())


@typing_app.command("teams-package", short_help="Write the app package for Teams.")
def teams_package_command(
    website: Annotated[str, typer.Option(help="Your https address; its /privacy and /terms are named in it.")],
    to: Annotated[Path, typer.Option(help="The file to write.")] = Path("warmup-teams.zip"),
) -> int:
    """Write the app package for Teams, with your ids filled in; refuses one that Teams would refuse."""
    from bot.cli import teams_package

    return teams_package.teams_package(_settings(), website, to)


@typing_app.command("yield", short_help="Say what each step yields, and whether warm calls pay.")
def yield_command(
    days: Annotated[int, typer.Option(min=1, max=1_000_000, help="Look at the last so many days.")] = 90,
    form: Annotated[
        Tabular, typer.Option("--format", help="text for people, csv and json as docs/yield.md says.")
    ] = Tabular.TEXT,
    team: Whose = "local",
    ripen: Annotated[
        int, typer.Option(min=0, max=3650, help="Days a week of first touches has to have had to be counted.")
    ] = 28,
) -> int:
    """Say what each step yields: by prospect in ripened cohorts, and meetings per dial."""
    from bot.cli import yields

    return _run(yields.yields(_settings(), days, team, form.value, ripen))


@import_app.command("touches")
def import_touches_command(
    file: Annotated[Path, typer.Argument(help="A CSV file with prospect, company, rep, time, channel, outcome.")],
    team: Whose = "local",
    zone: Annotated[str, typer.Option(help="Whose clock, where a time names none, and for the hours.")] = "UTC",
) -> int:
    """Load past touches; a file given twice is loaded once, and bad rows are listed."""
    from bot.cli import imports

    return _run(imports.touches(_settings(), file, team, zone))


@jobs_app.command("list")
def jobs_list_command(
    team: Team = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, the newest first.")] = 100,
    form: Annotated[TextOrJson, typer.Option("--format", help="text for people, json for programs.")] = TextOrJson.TEXT,
) -> int:
    """Show what was given up, and count what is open."""
    from bot.cli import jobs

    return _run(jobs.list_dead(_settings(), team, limit, as_json=form is TextOrJson.JSON))


@jobs_app.command("show")
def jobs_show_command(
    key: Key,
    team: Team = None,
    form: Annotated[TextOrJson, typer.Option("--format", help="text for people, json for programs.")] = TextOrJson.TEXT,
) -> int:
    """Show one job: what kind, when due, how often tried, and what went wrong."""
    from bot.cli import jobs

    return _run(jobs.show(_settings(), key, team, as_json=form is TextOrJson.JSON))


@jobs_app.command("retry")
def jobs_retry_command(key: Key, team: Team = None) -> int:
    """Try a dead job again; where something may have been sent, it looks first."""
    from bot.cli import jobs

    return _run(jobs.retry(_settings(), key, team))


@jobs_app.command("drop")
def jobs_drop_command(key: Key, team: Team = None) -> int:
    """Decide that a dead job stays undone."""
    from bot.cli import jobs

    return _run(jobs.drop(_settings(), key, team))


@db_app.command("upgrade")
def upgrade_command() -> int:
    """Bring the database to this version; safe to repeat, also while others do the same."""
    from bot.cli import db

    return _run(db.upgrade(_settings()))


def app() -> int:
    """Run the command line; returns the exit code."""
    try:
        return typing_app(standalone_mode=False) or 0
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        return BROKEN
    except (UserMistake, SettingsMistake) as mistake:
        _say(mistake)
        return MISTAKE
    except WarmupError as error:
        _say(error)
        return BROKEN
    except Exception as error:
        shown = getattr(error, "show", None)  # click's own mistakes know how to print themselves
        if shown is None:
            raise
        shown()
        return MISTAKE


def _say(error: WarmupError) -> None:
    from rich.console import Console

    Console(stderr=True).print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)


def _run(work: Coroutine[Any, Any, int], loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None) -> int:
    with asyncio.Runner(loop_factory=loop_factory) as runner:
        return runner.run(work)


def _settings(*, sample: bool = False) -> Settings:
    """The settings; a wrong one is a sentence that names it."""
    try:
        settings = Settings()
    except ValidationError as error:
        from bot.cli import check

        raise SettingsMistake(check.wrong_settings(error)) from error
    return settings.model_copy(update={"warmup_book": "sample"}) if sample and not settings.warmup_book else settings


def _moment(as_of: str | None) -> datetime | None:
    if as_of is None:
        return None
    try:
        moment = datetime.fromisoformat(as_of)
    except ValueError as error:
        said = f"“{as_of}” is no moment I understand. For example: --as-of 2026-11-24T15:00:00+00:00"
        raise UserMistake(said) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""`warmup check`: for every setting, source and platform: fine, not configured or broken, and how to mend it."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from bot.app import given
from bot.briefing.accounts import accounts
from bot.errors import SettingsMistake, WarmupError
from bot.model import Company, Identity, Outcome, Prospect
from bot.services import CRM, IO, Researcher, Services
from bot.settings import Settings
from bot.slack.send import SlackMessenger
from bot.teams.config import is_enabled
from bot.teams.send import TeamsMessenger

FINE, NOT_CONFIGURED, BROKEN = "fine", "not configured", "broken"
STYLES = {FINE: "green", NOT_CONFIGURED: "yellow", BROKEN: "red"}
OLDEST_SQLITE = (3, 35)  # UPDATE … RETURNING
PROBE = timedelta(seconds=8)
CLOCKS = timedelta(seconds=2)  # well under a lease
NEWS = "news of accounts"
ONE_PROCESS = "needed only when several processes run"
SEVERAL_PROCESSES = (
    "fine for one process; where several run on this database set REDIS_URL, for without it each keeps its own limits,"
    " breakers and caches (promises are rows: none is lost or kept twice)"
)
KNOWN = Prospect(
    None,
    Company(
        "company:apple.com",
        "Apple Inc.",
        domain="apple.com",
        cik=320193,
        qid="Q312",
        wikipedia="Apple Inc.",
        lei="HWUPKR0MPOU8FGXBT394",
    ),
    Identity.RECORD,
)
"""A company every open source is asked about: whatever it answers, it answers."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check."""

    what: str
    state: str
    mend: str = ""


async def check() -> int:
    """Print every finding; 1 when something is broken, else 0."""
    try:
        settings = Settings()
    except ValidationError as error:
        findings = [Finding("settings", BROKEN, wrong_settings(error))]
    else:
        findings = [*_settings(settings), *await _running(settings)]
    _print(findings)
    return int(any(finding.state == BROKEN for finding in findings))


def wrong_settings(error: ValidationError) -> str:
    """Each wrong setting with what is expected; never its value, which may be a secret."""
    wrong = (f"{'.'.join(str(part) for part in one['loc']).upper()}: {one['msg']}" for one in error.errors())
    return "Wrong settings (see .env.example): " + "; ".join(wrong)


def _settings(settings: Settings) -> list[Finding]:
    findings: list[Finding] = []
    for name, value in settings:
        default = Settings.model_fields[name].get_default(call_default_factory=True)
        given_value = value is not None and value != default
        note = "" if given_value else "default" if value is not None else WHAT_FOR.get(name, "")
        findings.append(Finding(name.upper(), FINE if value is not None else NOT_CONFIGURED, note))
    return findings


WHAT_FOR = {
    "slack_bot_token": "set it to talk to Slack: docs/slack.md, step 3",
    "slack_signing_secret": "set it to receive from Slack over HTTP: docs/slack.md, step 3",
    "slack_app_token": "set it to receive from Slack by Socket Mode: docs/slack.md, step 4",
    "microsoft_app_id": "set it to talk to Microsoft Teams: docs/teams.md, Settings",
    "microsoft_app_password": "the password of that app; none for UserAssignedMSI: docs/teams.md, Settings",
    "microsoft_app_tenant_id": "the tenant the app is registered in; needed for SingleTenant: docs/teams.md, Settings",
    "teams_allowed_tenants": "who may talk to Warmup; without it that tenant alone: docs/teams.md, Settings",
    "redis_url": "only needed for several processes: redis://127.0.0.1:6379/0",
    "warmup_contact": "your contact e-mail; without it SEC, Wikidata and Wikipedia are not asked",
    "warmup_admins": "e-mails of who may connect Slack and Teams; Teams tells of no admins: docs/teams.md",
    "warmup_book": "a folder of CSV files or a database address: docs/book.md",
    "warmup_connections": "your LinkedIn Connections.csv: docs/book.md",
    "warmup_rep": "your name, for the opener at a prompt",
    "warmup_seller": "the company you sell for, for the opener",
    "warmup_region": "two letters, such as US, to read telephone numbers without a country code",
}

MEND = {
    Outcome.FAILED: "is there a way out to it, and is its WARMUP_…_URL right?",
    Outcome.LATE: "is there a way out to it, and is its WARMUP_…_URL right?",
    Outcome.REFUSED: "is WARMUP_CONTACT an address they can write to?",
    Outcome.LIMITED: "its quota is used up: wait an hour",
    Outcome.SKIPPED: "it failed before and is left in peace: try again in a minute",
}
"""What to do about each outcome that keeps a source out of every brief."""


async def _running(settings: Settings) -> list[Finding]:
    findings = [_sqlite()]
    try:
        async with given(settings) as services:
            findings += [await _database(services), await _clock(services), await _redis(services)]
            findings += [await _slack(services), await _teams(services)]
            findings += await _sources(services)
    except WarmupError as error:
        findings.append(Finding("start", BROKEN, str(error)))
    return findings


def _sqlite() -> Finding:
    old = sqlite3.sqlite_version_info < OLDEST_SQLITE
    return Finding("SQLite", BROKEN if old else FINE, "install SQLite 3.35 or newer" if old else sqlite3.sqlite_version)


async def _database(services: Services) -> Finding:
    try:
        await services.store.ping()
    except WarmupError as error:
        return Finding("database", BROKEN, f"{error}: check DATABASE_URL, then warmup db upgrade")
    return Finding("database", FINE)


async def _clock(services: Services) -> Finding:
    try:
        return clocks(await services.store.clock(), services.now())
    except WarmupError as error:
        return Finding("clock", BROKEN, str(error))


def clocks(theirs: datetime | None, ours: datetime) -> Finding:
    """Leases are moments: machines that share a database have to agree on the time to well under a lease."""
    if theirs is None:
        return Finding("clock", FINE, "the database is on this machine")
    apart = abs((theirs - ours).total_seconds())
    if apart <= CLOCKS.total_seconds():
        return Finding("clock", FINE, f"{apart:.1f} s from the database's")
    mend = f"{apart:.0f} s from the database's: set both by NTP, or work is taken up late, or by two at once"
    return Finding("clock", BROKEN, mend)


async def _redis(services: Services) -> Finding:
    if services.shared.kind == "memory":
        several = not services.settings.database_url.startswith("sqlite")
        return Finding("Redis", NOT_CONFIGURED, SEVERAL_PROCESSES if several else ONE_PROCESS)
    alive = await services.shared.ping()
    return Finding(
        "Redis", FINE if alive else BROKEN, "" if alive else "no answer: check REDIS_URL; nothing promised is lost"
    )


async def _slack(services: Services) -> Finding:
    settings = services.settings
    if not settings.slack_bot_token:
        return Finding("Slack", NOT_CONFIGURED, "docs/slack.md: ten minutes")
    if not (settings.slack_signing_secret or settings.slack_app_token):
        return Finding("Slack", BROKEN, "set SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode)")
    messenger = SlackMessenger(settings, services.now)
    try:
        wrong = await messenger.check()
    finally:
        await messenger.close()
    return Finding("Slack", BROKEN if wrong else FINE, wrong or "")


async def _teams(services: Services) -> Finding:
    if not is_enabled(services.settings):
        return Finding("Teams", NOT_CONFIGURED, "docs/teams.md")
    try:
        messenger = TeamsMessenger(services.settings, services.store.reaches, services.now)
    except SettingsMistake as mistake:
        return Finding("Teams", BROKEN, str(mistake))
    wrong = await messenger.check()
    await messenger.close()
    return Finding("Teams", BROKEN if wrong else FINE, wrong or "")


async def _sources(services: Services) -> list[Finding]:
    suppliers = services.suppliers
    crm = [_crm(services, suppliers.crm)] if suppliers.crm else []
    return [
        *await asyncio.gather(*crm, *(_source(services, one) for one in suppliers.researchers)),
        await _accounts(services),
    ]


async def _accounts(services: Services) -> Finding:
    """What is looked at in the background, for whom, and how often."""
    a_day, there = services.settings.warmup_accounts_per_day, len(await accounts(services))
    if not a_day:
        return Finding(NEWS, NOT_CONFIGURED, "WARMUP_ACCOUNTS_PER_DAY is 0: digests have the news of briefs only")
    if not there:
        return Finding(NEWS, NOT_CONFIGURED, "no account of the book has an owner (owner_email): docs/book.md")
    often = f"each every {-(-there // a_day):,} days" if there > a_day else "each once a day"
    return Finding(NEWS, FINE, f"{there:,} with an owner, {often}, for teams that had a digest in the last 14 days")


async def _crm(services: Services, crm: CRM) -> Finding:
    async def told(io: IO) -> Sequence[str]:
        return [await crm.check(io)]

    answer = await services.asker.ask(crm.terms, told, (), PROBE)
    broken = answer.outcome not in {Outcome.ANSWERED, Outcome.EMPTY}
    return Finding(crm.terms.title, BROKEN if broken else FINE, answer.note or "\n".join(answer.result))


async def _source(services: Services, source: Researcher) -> Finding:
    if missing := services.suppliers.missing.get(source.terms.name):
        return Finding(source.terms.title, NOT_CONFIGURED, missing)
    answer = await services.asker.ask(source.terms, lambda io: source.research(KNOWN, io), (), PROBE)
    said, mend = answer.note or answer.outcome.value, MEND.get(answer.outcome)
    return Finding(source.terms.title, BROKEN, f"{said}; {mend}") if mend else Finding(source.terms.title, FINE, said)


def _print(findings: Sequence[Finding]) -> None:
    table = Table(box=None, padding=(0, 2), header_style="bold")
    for name in ("What", "State", "How to mend it"):
        table.add_column(name)
    for finding in findings:
        table.add_row(finding.what, f"[{STYLES[finding.state]}]{finding.state}[/]", _literal(finding.mend))
    Console(highlight=False).print(table)


def _literal(said: str) -> str:
    return said.replace("[", "\\[")

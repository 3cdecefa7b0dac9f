"""What runs Warmup elsewhere keeps to what Warmup can do, holds no secret, and gives nothing away."""

import json
import re
from configparser import ConfigParser
from pathlib import Path

import pytest
import typer

from bot.cli.commands import typing_app

DEPLOY = Path(__file__).parents[1] / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
HARDENED = (
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "CapabilityBoundingSet=",
)
SECRET = re.compile(r"xox[abp]-|xapp-|sk-\w{8}|(password|secret|token)\s*[:=]\s*[\"']?\w{6}", re.IGNORECASE)


def understood(words: list[str]) -> bool:
    """Whether the command line takes these words; nothing is run."""
    command, options = typer.main.get_command(typing_app), list(words)
    while subcommands := getattr(command, "commands", None):
        command = subcommands.get(options.pop(0)) if options else None
        if command is None:
            return False
    known = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    return set(options) <= known


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_runs_a_command_and_is_hardened(unit: Path) -> None:
    """Each runs what `warmup` knows, is ended gently, and may touch nothing but its own folder."""
    text = unit.read_text("utf-8")
    parsed = ConfigParser(strict=False, interpolation=None)
    parsed.read_string(text)
    _, *words = parsed["Service"]["ExecStart"].split()

    assert understood(words)
    assert parsed["Service"]["StateDirectory"] == "warmup"
    assert int(parsed["Service"]["TimeoutStopSec"]) > 20, "it finishes what it acknowledged for 20 s"
    assert [line for line in HARDENED if line not in text.splitlines()] == []


def test_the_compose_file_runs_two_of_each() -> None:
    """Its commands are ours, doors and workers are two each, and its doors are published to this machine only."""
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    commands: list[list[str]] = [json.loads(found) for found in re.findall(r"command: (\[.*\])", text)]
    ours = [words for words in commands if words[0] != "redis-server"]

    assert ours == [["db", "upgrade"], ["serve", "--no-worker"], ["worker"]]
    assert all(understood(words) for words in ours)
    assert text.count("replicas: 2") == 2
    assert re.findall(r"ports: \[\"([\d.]+):", text) == ["127.0.0.1"]


def test_the_image_is_nobodys_root() -> None:
    """It installs the exact versions, leaves root before it starts, and is asked whether it lives."""
    text = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert "-r requirements.lock" in text
    assert text.index("\nUSER warmup") < text.index("\nENTRYPOINT")
    assert "HEALTHCHECK" in text
    assert (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()[1] == "*"


def test_no_secret_is_in_any_of_them() -> None:
    """All secrets come from the environment."""
    held = {path.name: found[0] for path in DEPLOY.iterdir() if (found := SECRET.search(path.read_text("utf-8")))}
    assert not held

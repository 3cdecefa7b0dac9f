"""The app's manifest: what Slack's own schema takes, and nothing that no feature uses."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import jsonschema
import pytest

from bot.slack.listen import PATH
from bot.slack.translate import FORM_OF

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT.parent / "shared" / "schemas" / "slack-app-manifest-2.0.0.json"
TEXT = (ROOT / "manifest.json").read_text("utf-8")
MANIFEST = cast("Mapping[str, Mapping[str, object]]", json.loads(TEXT))
GUIDE = (ROOT / "docs" / "slack.md").read_text("utf-8")


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's schema is not copied into the project")
def test_slack_takes_the_manifest() -> None:
    """It is valid against Slack's official schema, which refuses unknown keys."""
    jsonschema.validate(MANIFEST, json.loads(SCHEMA.read_text("utf-8")))  # pyright: ignore[reportUnknownMemberType] (its stubs are partial)


def test_every_scope_is_justified() -> None:
    """The set-up guide says of each scope what it is for, and names none that is not asked for."""
    scopes = cast("Mapping[str, list[str]]", MANIFEST["oauth_config"]["scopes"])
    asked = {scope for some in scopes.values() for scope in some}

    table = GUIDE[GUIDE.index("| scope |") : GUIDE.index("Warmup never reads")]
    assert set(re.findall(r"`([a-z_]+(?::[a-z.]+)?)`", table)) - {"agent_view"} == asked


def test_all_addresses_are_the_one_we_listen_on() -> None:
    """Commands, events and buttons come to the same place; the host is for the reader to replace."""
    addresses = re.findall(r'"(https?://[^"]+)"', TEXT)

    assert set(addresses) == {f"https://warmup.example.com{PATH}"}
    assert f"replace `warmup.example.com`, {['', 'once', 'twice', 'three times'][len(addresses)]}" in GUIDE


def test_the_command_escapes_and_the_shortcut_has_a_form() -> None:
    """Mentions in a command arrive marked, so that nobody can write one by hand; the shortcut opens a form."""
    features = cast("Mapping[str, list[Mapping[str, object]]]", MANIFEST["features"])

    assert all(command["should_escape"] is True for command in features["slash_commands"])
    assert {str(shortcut["callback_id"]) for shortcut in features["shortcuts"]} == set(FORM_OF)

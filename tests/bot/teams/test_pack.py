"""The app package: what it offers is answered, and one that Teams would refuse is not written."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any, cast

import pytest

from bot.errors import SettingsMistake
from bot.teams.listen import SEARCH
from bot.teams.pack import color_icon, manifest, mistakes, outline_icon, package, png_size
from handlers import ROUTES
from tests.doubles.teams_server import APP

WEBSITE = "https://warmup.example"


def test_the_zip_holds_what_teams_wants():
    """The manifest with our ids, and both icons in their sizes, at its root."""
    with zipfile.ZipFile(io.BytesIO(package(APP, "1.0.0", WEBSITE))) as archive:
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
        made = json.loads(archive.read("manifest.json"))
        sizes = [png_size(archive.read(name)) for name in ("color.png", "outline.png")]
    assert (made["id"], made["bots"][0]["botId"], made["manifestVersion"]) == (APP, APP, "1.30")
    assert sizes == [(192, 192), (32, 32)]
    assert "{" + "APP_ID}" not in json.dumps(made)


@pytest.mark.parametrize(
    ("app_id", "website"),
    [("not-an-id", WEBSITE), (APP, "http://warmup.example"), (APP, "warmup.example"), ("", WEBSITE)],
)
def test_what_teams_would_refuse_is_refused_here(app_id: str, website: str):
    """No id, no https: a sentence, and no file."""
    with pytest.raises(SettingsMistake, match="would be refused"):
        package(app_id, "1.0.0", website)


def test_missing_icons_are_noticed():
    """Icons are looked at, not believed."""
    made = manifest(APP, "1.0.0", WEBSITE)
    assert len(mistakes(made, {})) == 2
    assert len(mistakes(made, {"color.png": outline_icon(), "outline.png": color_icon()})) == 2


def test_every_command_offered_has_an_answer():
    """What the menu offers is a word Warmup knows, and a message action is a route or says that it is none yet."""
    made = cast("Mapping[str, Any]", manifest(APP, "1.0.0", WEBSITE))
    offered = {one["title"] for menu in made["bots"][0]["commandLists"] for one in menu["commands"]}
    assert offered <= {name for name, route in ROUTES.items() if route.said} | {"warmup"}
    assert {one["id"] for one in made["composeExtensions"][0]["commands"]} == {"save_intel", SEARCH}

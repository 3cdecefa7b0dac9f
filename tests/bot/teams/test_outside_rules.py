"""Others' rules than ours: Microsoft's schemas and its own card reader, which are installed for the test alone."""
# pyright: reportUnknownMemberType=false
# (jsonschema says less than strict types want)

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest

from bot.cards import Card, ChannelInput, Form, MomentInput, TextInput
from bot.teams import render
from bot.teams.form import Choices, carried
from bot.teams.pack import manifest
from handlers.warmup import brief_card, more_card, picker_card
from tests import examples
from tests.doubles.teams_server import APP

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT.parent / "shared" / "schemas" / "adaptive-card-1.5.json"
PACKAGES = ("adaptivecards@3.0.6", "@microsoft/app-manifest@1.1.2")
READER = """
global.window = global; global.self = global; global.document = {createElement: () => ({style: {}})};
const { AdaptiveCard, SerializationContext, Versions } = require("adaptivecards/dist/adaptivecards.js");
const found = JSON.parse(require("fs").readFileSync(0)).map((given) => {
  const card = new AdaptiveCard(), context = new SerializationContext(Versions.v1_5), said = [];
  card.parse(given, context);
  for (let n = 0; n < context.eventCount; n++) said.push(context.getEventAt(n).message);
  return said.concat(card.validateProperties().validationEvents.map((event) => event.message));
});
console.log(JSON.stringify(found));
"""
DIALOGS = frozenset({"share", "note_form"})


def drawn() -> list[dict[str, Any]]:
    """Cards and forms as Teams gets them."""
    brief = examples.brief()
    many = examples.brief(*(examples.event(n, what=f"opened plant {n}") for n in range(1, 120)))
    shown: list[Card] = [
        brief_card(brief),
        more_card(brief),
        more_card(many),
        brief_card(examples.brief(*examples.EXAMPLE, examples.do_not_call())),
        picker_card("Jane Doe at Acme", examples.CANDIDATES),
    ]
    cards = [content for card in shown for content in render.adaptive(card, DIALOGS)]
    inputs = (TextInput("what", "What?"), ChannelInput("channel", "Channel"), MomentInput("at", "When?", examples.NOW))
    under_way = carried(Form("Remind me", "remind_at", inputs), Choices((("Sales", "19:x"),)))
    content = cast("Any", render.dialog(under_way))["task"]["value"]["card"]["content"]
    return [*cast("list[dict[str, Any]]", cards), content, render.form_content(under_way)]


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which npm has installed Microsoft's packages, none of whose scripts is run."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        if os.environ.get("CI"):
            pytest.fail("npm is missing: install Node.js")
        pytest.skip("npm is missing")
    folder = tmp_path_factory.mktemp("modules")
    quietly = ("--no-audit", "--no-fund", "--ignore-scripts", "--no-save", "--prefix", str(folder))
    done = subprocess.run([npm, "install", *quietly, *PACKAGES], capture_output=True, text=True, check=False)  # noqa: S603 (versions are pinned above)
    if done.returncode and not os.environ.get("CI"):
        pytest.skip("npm could not install Microsoft's packages")
    assert not done.returncode, done.stderr[-500:]
    return folder


def test_cards_keep_the_official_schema():
    """Microsoft's schema of Adaptive Cards 1.5 finds nothing; `msteams` is Teams' own and not in it."""
    if not SCHEMA.exists():
        pytest.skip("the schema is not here")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    for card in drawn():
        given = {name: value for name, value in card.items() if name != "msteams"}
        assert jsonschema.Draft6Validator(schema).is_valid(cast("Any", given)), given


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_microsofts_reader_finds_nothing_in_our_cards(modules: Path):
    """The library that Teams' own clients grew from reads every card without a complaint."""
    done = subprocess.run(  # noqa: S603 (our own script, above)
        ["node", "-e", READER],  # noqa: S607 (whichever node is there)
        cwd=modules,
        input=json.dumps(drawn()),
        capture_output=True,
        text=True,
        check=True,
    )
    assert [said for said in json.loads(done.stdout) if said] == []


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_the_manifest_keeps_the_official_schema(modules: Path):
    """Microsoft's schema of manifest 1.30 takes ours, and does not take one with a field it does not know."""
    shapes = modules / "node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.schema.json"
    check = jsonschema.Draft4Validator(json.loads(shapes.read_text("utf-8")))
    made: Any = dict(manifest(APP, "1.0.0", "https://warmup.example"))
    assert check.is_valid(made)
    assert not check.is_valid(made | {"surprise": 1})

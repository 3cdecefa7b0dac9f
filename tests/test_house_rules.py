"""Is the house in order? Rules that no linter knows; the law behind them is in CONTRIBUTING.md."""

import ast
import importlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

import pytest

from bot.settings import Settings
from tests.conftest import Border, NetworkForbidden

ROOT = Path(__file__).parent.parent
PARTS = ("bot", "handlers", "integrations", "tests")
MODULES = sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py"))
MANIFEST = ROOT / "manifest.json"

LONGEST = 300
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "core"}
PLATFORMS = {
    "slack": {"listen", "render", "send"},
    "teams": {"listen", "render", "send"},
    "desk": {"listen", "render", "send"},
    "terminal": {"render"},
}
OTHERWISE_CALLED = {  # import name: package
    "PIL": "pillow",
    "botframework": "botframework-connector",
    "dateutil": "python-dateutil",
    "jwt": "pyjwt",
}
EXCEPTION = re.compile(r"#\s*(noqa|type: ignore|pyright: ignore)(?P<codes>:\s*[A-Z0-9, ]+|\[[\w, -]+\])?(?P<reason>.*)")
MACHINE = re.compile(r"(?<![\w.])/(home|root|Users|work|opt|private|var/folders)/\w|--(extra-)?index-url\s*\S")
REGISTRY = re.compile(r"https?://[^\s\"')]*(/simple(/|\s|$)|pypi|npmjs)", re.IGNORECASE)


def shown(path: Path) -> str:
    """Name a file as a person in the repository names it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Parse a module, once for all rules."""
    return ast.parse(path.read_text("utf-8"), shown(path))


def trees(*parts: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of these parts (all when none is named), parsed."""
    for path in MODULES:
        if not parts or path.relative_to(ROOT).parts[0] in parts:
            yield path, tree(path)


def tracked() -> Iterator[tuple[Path, str]]:
    """Every text file that git knows, with its text; every module when this is no checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607 whichever git is there
    names = [ROOT / name for name in listed.stdout.split("\0") if name]
    for path in names or MODULES:
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            yield path, content.decode("utf-8", "replace")


def test_no_file_is_too_long():
    """A file ends within 300 lines; a longer one becomes a folder of the same name."""
    lengths = {shown(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert not {name: length for name, length in lengths.items() if length > LONGEST}


def test_every_module_opens_with_one_sentence():
    """The first line of a module says what it is for."""
    openings = {shown(path): (ast.get_docstring(module) or "").partition("\n\n")[0] for path, module in trees()}
    assert not {name: opening for name, opening in openings.items() if not opening.endswith((".", "?", "!"))}


def test_every_test_is_a_sentence():
    """Each test says in its docstring what is true."""
    silent = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path, module in trees("tests")
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_no_file_is_nameless():
    """Code without a name has no place yet."""
    nameless = [shown(path) for path in MODULES if NAMELESS & {*path.relative_to(ROOT).with_suffix("").parts}]
    assert not nameless


def test_every_part_of_the_bot_has_a_layer():
    """The dependency rule knows each module and folder of bot/."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    known = set(re.findall(r"bot\.(\w+)", " ".join(layers)))
    there = {
        path.relative_to(ROOT / "bot").with_suffix("").parts[0] for path in MODULES if path.is_relative_to(ROOT / "bot")
    }
    assert there - {"__init__"} <= known


def test_every_library_is_asked_for_by_name():
    """What the product imports is in pyproject.toml, not there by the grace of another library."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines = [*config["project"]["dependencies"], *config["project"]["optional-dependencies"]["fast"]]
    asked_for = {re.split(r"[\[<>=]", line)[0] for line in lines}
    others = {
        OTHERWISE_CALLED.get(name, name.replace("_", "-")) for name in imported("bot", "handlers", "integrations")
    }
    assert others - sys.stdlib_module_names - set(PARTS) <= asked_for


def imported(*parts: str) -> set[str]:
    """The top names that the modules of these parts import."""
    names: set[str] = set()
    for node in (node for _, module in trees(*parts) for node in ast.walk(module)):
        match node:
            case ast.Import(names=aliases):
                names |= {alias.name.partition(".")[0] for alias in aliases}
            case ast.ImportFrom(module=str(module), level=0):
                names.add(module.partition(".")[0])
            case _:
                pass
    return names


def test_platforms_have_the_same_rooms():
    """Who knows one platform's folder finds the way in all of them."""
    for name, rooms in PLATFORMS.items():
        folder = ROOT / "bot" / name
        there = (
            {path.stem for path in folder.iterdir() if path.suffix == ".py" or path.is_dir()}
            if folder.is_dir()
            else rooms
        )
        assert rooms <= there, f"bot/{name} lacks {sorted(rooms - there)}"


def test_nothing_of_ours_is_patched():
    """Fakes are handed in; neither `mock` nor `monkeypatch.setattr` reaches into our own modules."""
    patches = [
        f"{shown(path)}:{node.lineno}"
        for path, module in trees()
        for node in ast.walk(module)
        if isinstance(node, ast.stmt | ast.expr) and mocks(node)
    ]
    assert not patches


def mocks(node: ast.AST) -> bool:
    """Does this import unittest.mock, or replace an attribute of something of ours?"""
    match node:
        case ast.ImportFrom(module="unittest.mock" | "mock"):
            return True
        case ast.ImportFrom(module="unittest", names=names):
            return any(name.name == "mock" for name in names)
        case ast.Import(names=names):
            return any(name.name in {"mock", "unittest.mock"} for name in names)
        case ast.Call(func=ast.Attribute(value=ast.Name(id="monkeypatch"), attr="setattr"), args=[target, *_]):
            return ast.unparse(target).strip("'\"").split(".")[0] in {"bot", "handlers", "integrations"}
        case _:
            return False


def test_every_exception_to_a_rule_gives_its_reason():
    """A `noqa` or `ignore` names the rule and says, on the same line, why."""
    unexplained = [
        f"{shown(path)}:{number} {line.strip()}"
        for path in MODULES
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        for exception in EXCEPTION.finditer(line)
        if not exception["codes"] or not exception["reason"].strip(" -:#")
    ]
    assert not unexplained


def test_every_setting_is_explained():
    """`.env.example` names every setting that Warmup reads, and no other."""
    example = (ROOT / ".env.example").read_text("utf-8")
    explained = set(re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE))
    assert explained == {name.upper() for name in Settings.model_fields}


def test_no_file_knows_this_machine():
    """No path of somebody's machine and no registry's address is in the repository."""
    found = {
        shown(path): place[0]
        for path, text in tracked()
        if path != Path(__file__) and (place := MACHINE.search(text) or REGISTRY.search(text))
    }
    assert not found


def test_everything_the_manifest_offers_has_a_route():
    """Nobody is offered a command or shortcut that nothing answers."""
    if not MANIFEST.exists():
        pytest.skip("there is no manifest.json yet")
    offered = set(offers(json.loads(MANIFEST.read_text("utf-8"))))
    routes = cast("Mapping[str, object]", importlib.import_module("handlers").ROUTES)
    assert offered <= set(routes)


def offers(manifest: Mapping[str, Mapping[str, Iterable[Mapping[str, str]]]]) -> Iterator[str]:
    """The keys under which the router finds what a manifest offers: commands without slash, shortcuts' callbacks."""
    features = manifest["features"]
    yield from (command["command"].removeprefix("/") for command in features.get("slash_commands", ()))
    yield from (shortcut["callback_id"] for shortcut in features.get("shortcuts", ()))


def test_no_test_leaves_this_machine():
    """A test that asks for the outside is refused, whoever does the asking, and would fail at its end."""
    border = Border()
    for event, arguments in (
        ("socket.connect", (None, ("192.0.2.1", 443))),
        ("socket.connect", (None, ("2001:db8::1", 443, 0, 0))),
        ("socket.getaddrinfo", ("example.com", 443, 0, 0, 0)),
    ):
        with pytest.raises(NetworkForbidden):
            border.watch(event, arguments)
    border.watch("socket.connect", (None, ("127.0.0.1", 5432)))
    border.watch("socket.connect", (None, "a.socket"))
    border.watch("socket.getaddrinfo", ("localhost", 80, 0, 0, 0))
    assert border.asked == ["192.0.2.1", "2001:db8::1", "example.com"]


def test_each_test_starts_at_nobodys_desk():
    """A test stands in an empty folder, with no setting and no proxy."""
    assert not list(Path.cwd().iterdir())
    assert not [name for name in os.environ if name.endswith(("_PROXY", "_proxy")) or name.startswith("WARMUP_")]

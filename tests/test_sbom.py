"""The bill of materials that IT asks for: everything Warmup runs on, and nothing that is not there."""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
COPIED = ("Makefile", "pyproject.toml", "requirements.lock")


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_the_bill_of_materials_names_every_package_with_its_licence(tmp_path: Path):
    """`make sbom` writes CycloneDX that fits its schema: Warmup, and each line of requirements.lock, licensed."""
    for name in COPIED:
        shutil.copy(ROOT / name, tmp_path)
    running = await asyncio.create_subprocess_exec(
        "make", "sbom", cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        said, _ = await asyncio.wait_for(running.communicate(), 880)
    finally:
        if running.returncode is None:
            running.kill()
            await running.wait()
    assert running.returncode == 0, said.decode()[-2000:]

    bill: dict[str, Any] = json.loads((tmp_path / "build" / "warmup.cdx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "warmup")
    found = {_same(f"{one['name']}=={one['version']}") for one in bill["components"]}
    locked = {_same(line) for line in (tmp_path / "requirements.lock").read_text("utf-8").splitlines() if "==" in line}
    assert found == locked
    assert [one["name"] for one in bill["components"] if not one.get("licenses")] == []


def _same(pinned: str) -> str:
    return pinned.lower().replace("_", "-").replace(".", "-")

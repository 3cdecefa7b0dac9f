"""The app package for Teams: the manifest with our ids filled in, and two icons; an invalid one is refused."""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.errors import SettingsMistake

TEMPLATE = Path(__file__).parent / "package" / "manifest.json"
COLOR, OUTLINE = 192, 32  # pixels
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ORANGE, _WHITE, _NOTHING = (0xC2, 0x41, 0x0C, 255), (255, 255, 255, 255), (255, 255, 255, 0)
_LIMITS = {("name", "short"): 30, ("description", "short"): 80, ("description", "full"): 4_000}

Pixel = tuple[int, int, int, int]


def manifest(app_id: str, version: str, website: str) -> Mapping[str, object]:
    """The manifest of this bot. `website` is an https address without a slash at its end."""
    text = TEMPLATE.read_text("utf-8")
    for name, value in (("APP_ID", app_id), ("VERSION", version), ("WEBSITE", website)):
        text = text.replace(f"{{{name}}}", value)
    return json.loads(text)


def package(app_id: str, version: str, website: str) -> bytes:
    """The zip to upload. Raises SettingsMistake with everything that is wrong."""
    made = manifest(app_id, version, website)
    files = {"color.png": color_icon(), "outline.png": outline_icon()}
    wrong = mistakes(made, files)
    if wrong:
        raise SettingsMistake("The Teams package would be refused: " + "; ".join(wrong))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(made, indent=2, ensure_ascii=False))
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def mistakes(made: Mapping[str, object], files: Mapping[str, bytes]) -> list[str]:
    """What Teams would refuse, beyond what a schema knows."""
    found = [] if _GUID.fullmatch(str(made.get("id"))) else ["MICROSOFT_APP_ID is no id of an app (8-4-4-4-12 signs)"]
    bots = [str(bot.get("botId")) for bot in _objects(made.get("bots"))]
    if bots != [str(made.get("id"))]:
        found.append("the bot's id is not the app's")
    developer = _object(made.get("developer"))
    found += [f"{name} is no https address" for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl")
              if not str(developer.get(name)).startswith("https://")]  # fmt: skip
    for (part, name), most in _LIMITS.items():
        if not 0 < len(str(_object(made.get(part)).get(name, ""))) <= most:
            found.append(f"{part}.{name} is empty or longer than {most} characters")
    icons = _object(made.get("icons"))
    for name, size in (("color", COLOR), ("outline", OUTLINE)):
        if png_size(files.get(str(icons.get(name)), b"")) != (size, size):
            found.append(f"the {name} icon is not {size} × {size}")
    return found


def color_icon() -> bytes:
    """A white flame on our orange, 192 × 192."""
    return _png(COLOR, lambda x, y: _WHITE if _is_flame(x / COLOR, y / COLOR) else _ORANGE)


def outline_icon() -> bytes:
    """The same in white on nothing, 32 × 32."""
    return _png(OUTLINE, lambda x, y: _WHITE if _is_flame(x / OUTLINE, y / OUTLINE) else _NOTHING)


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG; None for anything else."""
    if content[:8] != b"\x89PNG\r\n\x1a\n" or len(content) < 24:  # noqa: PLR2004 (up to the end of its size)
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _is_flame(x: float, y: float) -> bool:
    """A drop: a circle below, two arcs that meet in a point above."""
    in_circle = (x - 0.5) ** 2 + (y - 0.62) ** 2 < 0.25**2
    half = 0.25 * max(0.0, (y - 0.12) / 0.5) ** 0.8
    return in_circle or (0.12 < y <= 0.62 and abs(x - 0.5) < half)  # noqa: PLR2004 (the drawing's own measures)


def _png(size: int, at: Callable[[int, int], Pixel]) -> bytes:
    rows = b"".join(b"\0" + bytes(part for x in range(size) for part in at(x, y)) for y in range(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Mapping[str, object]]:
    return [_object(one) for one in value] if isinstance(value, list) else []

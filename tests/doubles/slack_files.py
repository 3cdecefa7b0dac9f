"""Files in a Slack that behaves: an address is asked for, the file sent there, then it is completed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from aiohttp import web

Said = dict[str, object]


@dataclass
class SlackFiles:
    """What was uploaded; `ready` are those that were completed, so that a message can show them."""

    there: dict[str, bytes] = field(default_factory=dict[str, bytes])
    ready: set[str] = field(default_factory=set[str])

    def methods(self, url: str) -> Mapping[str, Callable[[Said], Said | str]]:
        """What the Web API at this address does with files."""
        return {
            "files.getUploadURLExternal": lambda asked: self.address(asked, url),
            "files.completeUploadExternal": self.complete,
        }

    def address(self, asked: Said, url: str) -> Said | str:
        """Where a file goes."""
        if not asked.get("filename") or not str(asked.get("length", "")).isdecimal():
            return "invalid_arguments"
        name = f"F{len(self.there) + 1}"
        self.there[name] = b""
        return {"file_id": name, "upload_url": url.replace("/api/", f"/upload/{name}")}

    async def take(self, request: web.Request) -> web.Response:
        """The file itself."""
        self.there[request.match_info["id"]] = await request.read()
        return web.Response(text="OK")

    def complete(self, asked: Said) -> Said | str:
        """Now it is one."""
        named = [str(each["id"]) for each in cast("Sequence[Mapping[str, object]]", asked["files"])]
        if not all(self.there.get(name) for name in named):
            return "file_not_found"
        self.ready |= set(named)
        return {"files": [{"id": name} for name in named]}

    def lacks(self, blocks: Sequence[Mapping[str, object]]) -> bool:
        """Whether a block shows a file that is not there."""
        shown = [cast("Said", block["slack_file"])["id"] for block in blocks if block["type"] == "image"]
        return not self.ready.issuperset(map(str, shown))

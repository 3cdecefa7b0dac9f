"""Gives Slack our pictures as files of its own, once each; a message without its picture still says everything."""

import asyncio
import base64
import binascii
import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import cast

from bot.cards import Card, Part, Picture
from bot.errors import MessengerError
from bot.recent import Recent
from bot.slack.call import Line

LIFETIME = timedelta(days=1)  # as long as a message with it may still change
PATIENCE = 8.0  # seconds for all of it: a message is not kept waiting for its picture

log = logging.getLogger(__name__)


class Pictures:
    """Uploads to no channel: the file is seen with the message that shows it, and nowhere else."""

    def __init__(self, line: Line, now: Callable[[], datetime]) -> None:
        self._line = line
        self._known: Recent[str] = Recent(now, LIFETIME)  # what is in a picture → Slack's id of the file

    async def given(self, card: Card) -> Card:
        """The same card with Slack's id in each picture; those Slack did not take are without."""
        if not any(isinstance(part, Picture) for part in (*card.parts, *card.more)):
            return card
        parts = [await self._part(part) for part in card.parts]
        return replace(card, parts=tuple(parts), more=tuple([await self._part(part) for part in card.more]))

    async def _part(self, part: Part) -> Part:
        if not isinstance(part, Picture) or not part.png:
            return part
        try:
            async with asyncio.timeout(PATIENCE):
                return replace(part, ref=await self._uploaded(part))
        except (MessengerError, TimeoutError, binascii.Error) as error:
            log.warning("a picture is told in words, for Slack did not take it: %s", error)
            return part

    async def _uploaded(self, picture: Picture) -> str:
        png = base64.b64decode(picture.png, validate=True)
        key = hashlib.sha256(png).hexdigest()
        known = self._known.get(key)
        if known is not None:
            return known
        asked = {"filename": "chart.png", "length": len(png), "alt_txt": picture.alt[:1000]}
        there = await self._line.read("files.getUploadURLExternal", asked)
        ref = str(there.get("file_id") or "")
        await self._line.upload(str(there.get("upload_url") or ""), png)
        done = await self._line.patiently("files.completeUploadExternal", {"files": [{"id": ref, "title": "Chart"}]})
        files = cast("list[object]", done.get("files") or [])
        return self._known.keep(key, ref) if ref and files else ""

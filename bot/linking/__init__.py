"""Linked teams: one team on two platforms, and one rep with two accounts; see docs/decisions/0016."""

from bot.linking.crossing import crossing
from bot.linking.directory import PLATFORMS, Linking

__all__ = ["PLATFORMS", "Linking", "crossing"]

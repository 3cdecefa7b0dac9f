"""How any source is asked: deadline, pace, cache, one flight, breaker, and errors that stop here."""

from bot.research.research import Research

__all__ = ["Research"]

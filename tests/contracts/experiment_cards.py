"""Experiments as cards: planned, begun, running, judged, stopped, and with names as hostile as can be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.cards import Card
from bot.measuring import pace_of, plan, window
from bot.model import HeldOut
from bot.store import Arm, Experiment, Past, Sums, Trial
from handlers.warmup import brief_card
from handlers.yields.experiment_card import begun_card, no_card, proposal_card, result_card, stop_card
from tests import examples

NOW = datetime(2026, 11, 24, 21, 42, tzinfo=UTC)
WEEK = timedelta(weeks=1)
ENOUGH = Arm(Sums("past", 300, 40, 900, 130, 60, 120), conversed=90)


def experiment_cards(hostile: str) -> dict[str, Card]:
    """Every kind of card, and the one of a held-out account."""
    cards: dict[str, Card] = {}
    for name, who in (("good", "Dana Cho"), ("hostile", hostile)):
        one = Experiment("T1", "e1", "00", 20, NOW - 12 * WEEK, NOW + WEEK, "U1", who)
        over = replace(one, until=NOW - 8 * WEEK, ended_at=NOW - 9 * WEEK, ended_by_name=who)
        held = replace(examples.brief(), held_out=HeldOut(one.until, who))
        quiet = replace(examples.brief(*examples.EXAMPLE, examples.do_not_call()), held_out=held.held_out)
        shown = {
            "begun": begun_card(one, here=True),
            "second": begun_card(one, here=False),
            "not now": no_card(who),
            "stop": stop_card(one, NOW),
            "running": result_card(_trial(one), window(NOW, 365), NOW),
            "stopped": result_card(_trial(over), window(NOW, 365), NOW),
            "held out": brief_card(held),
            "held out, do not call": brief_card(quiet),
        }
        cards |= {f"experiment, {kind}, {name}": card for kind, card in shown.items()}
    for name, past in (("good", ENOUGH), ("empty", replace(ENOUGH, sums=Sums("past", 0, 0, 0, 0, 0, 0), conversed=0))):
        at = pace_of(Past(past, NOW - 20 * WEEK), NOW - 26 * WEEK, NOW - 5 * WEEK)
        cards[f"experiment, proposal, {name}"] = proposal_card(at, [plan(share, at, NOW) for share in (1, 20, 50)])
    return cards


def _trial(one: Experiment) -> Trial:
    briefing = Arm(Sums("briefing", 240, 40, 700, 120, 60, 100), conversed=80, briefed=230)
    return Trial(one, briefing, Arm(Sums("held out", 60, 4, 180, 14, 5, 25), conversed=9, briefed=3), ripening=12)

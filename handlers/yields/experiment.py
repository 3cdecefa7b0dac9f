"""Whether briefs pay, tried out: a share of accounts goes without, on `yield experiment` and by button."""

import re
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta

from bot.cards import Card
from bot.chat import Answer, Interaction
from bot.errors import UserMistake
from bot.measuring import LOOKED_BACK, SHARES, Pace, monday, pace_of, plan, window
from bot.router import sentence
from bot.services import Services
from bot.store import Experiment
from handlers.yields.experiment_card import begun_card, no_card, proposal_card, result_card, stop_card

EVER = 36_500  # days
LEAST, MOST = 5, 50  # of a hundred accounts; holding out more than half is dearer and shows nothing sooner
EXAMPLE = "For example: /warmup yield experiment 20 %"
OVER = "That experiment is over already. See what it showed: /warmup yield experiment"
ASKED = re.compile(r"(?:the\s+|an?\s+)?(?:experiment|hold[- ]?out)s?\b[\s:,]*(.*)", re.IGNORECASE)
STOP = re.compile(r"(?:stop|end|off)(?:\s+it)?", re.IGNORECASE)
SHARE = re.compile(
    r"(?:(?:start|with|hold out|of)\s+)*(\d{1,3})\s*(?:%|percent|per cent)?(?:\s+of\s+(?:the\s+)?accounts)?"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was said after `experiment`: a share of one's own, or to stop it."""

    shares: tuple[int, ...] = SHARES
    stop: bool = False


def wish(words: str) -> Wish | None:
    """What words after `yield` want of an experiment; None when they are about something else. Raises UserMistake."""
    about = ASKED.fullmatch(" ".join(words.split()).strip(" .?!"))
    if about is None:
        return None
    if not about[1] or STOP.fullmatch(about[1]):
        return Wish(stop=bool(about[1]))
    share = SHARE.fullmatch(about[1].casefold())
    if share is None:
        raise UserMistake(f"I do not understand “{about[1][:60]}” about an experiment. {EXAMPLE}")
    if not LEAST <= int(share[1]) <= MOST:
        raise UserMistake(f"Say a share from {LEAST} to {MOST} % of the accounts. {EXAMPLE}")
    return Wish((int(share[1]),))


async def say_experiment(asked: Interaction, services: Services, wanted: Wish) -> Answer:
    """What was said: the experiment there is, one that could be, or whether to stop it."""
    if wanted.stop:
        return await stop_experiment(asked, services)
    return await _shown(asked, services, wanted.shares, another=wanted.shares != SHARES)


async def show_experiment(asked: Interaction, services: Services) -> Answer:
    """The button on a yield, and *Plan another* (its text says so) on one that is over."""
    return await _shown(asked, services, SHARES, another=asked.text == "another")


async def start_experiment(asked: Interaction, services: Services) -> Answer:
    """Begin with the share they chose, for as long as the card said; whoever comes second sees the first's."""
    share, _, weeks = asked.text.partition("\n")
    now = services.now()
    new = Experiment(
        team=asked.team,
        id=uuid.uuid5(uuid.NAMESPACE_OID, f"{asked.team}|{asked.key}").hex,
        key=secrets.token_hex(32),
        share=int(share),
        started_at=now,
        until=monday(now + timedelta(weeks=int(weeks))),
        started_by=asked.who.id,
        started_by_name=asked.who.name or "A colleague",
    )
    running, _ = await services.store.experiments.start(new)
    return begun_card(running, here=running.started_by == asked.who.id)


async def no_experiment(asked: Interaction, services: Services) -> Answer:
    """*Not now*."""
    del services
    return no_card(asked.who.name or "A colleague")


async def stop_experiment(asked: Interaction, services: Services) -> Answer:
    """Ask once."""
    one = await services.store.experiments.newest(asked.team)
    if one is None or not one.runs_at(services.now()):
        raise UserMistake(f"No experiment runs. {EXAMPLE}")
    return stop_card(one, services.now())


async def end_experiment(asked: Interaction, services: Services) -> Answer:
    """End it; what was measured stays."""
    by = asked.who.name or "A colleague"
    if await services.store.experiments.stop(asked.team, asked.text, services.now(), by) is None:
        raise UserMistake(OVER)
    return await _shown(asked, services, SHARES, another=False)


async def keep_experiment(asked: Interaction, services: Services) -> Answer:
    """*Keep it running*."""
    del asked, services
    return sentence("The experiment goes on.")


async def _shown(asked: Interaction, services: Services, shares: tuple[int, ...], *, another: bool) -> Card:
    now = services.now()
    trial = await services.store.experiments.tally(asked.team, window(now, EVER))
    if trial and (trial.experiment.runs_at(now) or not another):
        return result_card(trial, window(now, EVER), now)
    at = await _pace(asked.team, services)
    return proposal_card(at, [plan(share, at, now) for share in shares])


async def _pace(team: str, services: Services) -> Pace:
    ripe = window(services.now(), EVER).ripe
    since = ripe - LOOKED_BACK
    return pace_of(await services.store.experiments.past(team, since, ripe), since, ripe)

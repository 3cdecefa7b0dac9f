"""ROUTES: the table of everything Warmup can do. Start here."""

from bot.router import Route, Routes, Shows
from handlers.help import help_me
from handlers.warmup import ask_whom, brief_me, check_prospect, more, not_them, pick, share, share_where, warming_up

OTHERWISE = "warmup"  # words that begin with no reserved one are a prospect

ROUTES: Routes = {
    # said
    "brief": Route(brief_me, waiting=warming_up, check=check_prospect, said=True),
    "help": Route(help_me, Shows.ONLY_THEM, said=True),
    # words of any other kind, and the form of the shortcut *Warm up a call*
    "warmup": Route(brief_me, waiting=warming_up, check=check_prospect),
    "warmup_form": Route(ask_whom, Shows.ONLY_THEM),
    # buttons
    "pick": Route(pick, Shows.REPLACE, waiting=warming_up),
    "not_them": Route(not_them, Shows.THREAD),
    "more": Route(more, Shows.THREAD),
    "share": Route(share_where, Shows.ONLY_THEM),
    "share_to": Route(share, Shows.ONLY_THEM),
}

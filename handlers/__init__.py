"""ROUTES: the table of everything Warmup can do. Start here."""

from bot.router import Route, Routes, Shows
from handlers.ask import ask, ask_again, asking_again
from handlers.connect import apart, connect, disconnect, linked, meet, meet_again, same_me, same_not, unlink
from handlers.digest import check_digest, show_digest, turn_off
from handlers.digest import due as digest_due
from handlers.doubtful import which_meant
from handlers.follow_up import (
    cancel,
    check_moment,
    done,
    due,
    hand_over_form,
    handed_over,
    mine,
    pick_date,
    propose,
    remind,
    remind_at,
    remind_me,
    reschedule_form,
    rescheduled,
    snooze,
    take_over,
)
from handlers.help import NOT_YET, help_me, not_yet
from handlers.intel import (
    check_intel,
    confirm_intel,
    end_intel,
    heard_form,
    intel,
    intel_all,
    intel_expired,
    intel_followed,
    intel_form,
    intel_marked,
    marked_form,
    save_intel,
    share_intel,
)
from handlers.introduce import (
    ask_colleague,
    check_asked,
    colleague_asked,
    knows,
    no_questions,
    questions_again,
)
from handlers.outcome import (
    check_dnc,
    check_log,
    dnc,
    log_call,
    log_words,
    note_form,
    note_saved,
    undo,
    who_form,
    who_saved,
    why_not,
)
from handlers.warmup import (
    ask_whom,
    brief_anyway,
    brief_me,
    check_prospect,
    more,
    not_them,
    pick,
    share,
    share_where,
    warming_anyway,
    warming_up,
)
from handlers.yields import (
    check_days,
    check_money,
    check_yield,
    end_experiment,
    keep_experiment,
    money_form,
    money_saved,
    no_experiment,
    show_adoption,
    show_experiment,
    show_mine,
    show_money,
    show_yield,
    start_experiment,
    stop_experiment,
)

OTHERWISE = "warmup"  # words that begin with no reserved one are a prospect

ROUTES: Routes = {
    # said
    "brief": Route(brief_me, waiting=warming_up, check=check_prospect, said=True),
    "help": Route(help_me, Shows.ONLY_THEM, said=True),
    # words of any other kind, and the form of the shortcut *Warm up a call*
    "warmup": Route(brief_me, waiting=warming_up, check=check_prospect),
    "warmup_form": Route(ask_whom, Shows.FORM),
    **{word: Route(not_yet, Shows.ONLY_THEM, said=True) for word in NOT_YET},
    # buttons
    "pick": Route(pick, Shows.REPLACE, waiting=warming_up),
    "brief_anyway": Route(brief_anyway, Shows.THREAD, waiting=warming_anyway),
    "not_them": Route(not_them, Shows.THREAD),
    "more": Route(more, Shows.THREAD),
    # how the call went
    "log": Route(log_words, check=check_log, said=True),
    "dnc": Route(dnc, check=check_dnc, said=True),
    "log_call": Route(log_call, Shows.THREAD),
    "undo_touch": Route(undo, Shows.REPLACE),
    "note_form": Route(note_form, Shows.FORM),
    "note_saved": Route(note_saved, Shows.ONLY_THEM),
    "why_not": Route(why_not, Shows.THREAD),
    "who_form": Route(who_form, Shows.FORM),
    "who_saved": Route(who_saved, Shows.ONLY_THEM),
    # what I promised
    "remind": Route(remind, said=True),
    "remind_me": Route(remind_me, Shows.THREAD),
    "pick_date": Route(pick_date, Shows.FORM),
    "remind_at": Route(remind_at, check=check_moment),
    "propose": Route(propose),
    "followups": Route(mine, Shows.DIRECT, said=True),
    "follow_up_due": Route(due),
    "done_follow_up": Route(done, Shows.REPLACE),
    "cancel_follow_up": Route(cancel, Shows.REPLACE),
    "snooze": Route(snooze, Shows.REPLACE),
    "reschedule_form": Route(reschedule_form, Shows.FORM),
    "rescheduled": Route(rescheduled, check=check_moment),
    "hand_over_form": Route(hand_over_form, Shows.FORM),
    "handed_over": Route(handed_over),
    "take_over": Route(take_over, Shows.REPLACE),
    # what comes of it
    "digest": Route(show_digest, check=check_digest, said=True),
    "digest_due": Route(digest_due),
    "digest_off": Route(turn_off, Shows.THREAD),
    "yield": Route(show_yield, check=check_yield, said=True),
    "show_experiment": Route(show_experiment, Shows.THREAD),
    "start_experiment": Route(start_experiment, Shows.REPLACE),
    "no_experiment": Route(no_experiment, Shows.REPLACE),
    "stop_experiment": Route(stop_experiment, Shows.THREAD),
    "end_experiment": Route(end_experiment, Shows.REPLACE),
    "keep_experiment": Route(keep_experiment, Shows.REPLACE),
    "yield_mine": Route(show_mine, Shows.DIRECT, check=check_days, said=True),
    "yield_money": Route(show_money, check=check_days, said=True),
    "yield_adoption": Route(show_adoption, check=check_days, said=True),
    "money_form": Route(money_form, Shows.FORM),
    "money_saved": Route(money_saved, check=check_money),
    # what somebody heard
    "intel": Route(intel, said=True),
    "intel_form": Route(intel_form, Shows.FORM),
    "heard_form": Route(heard_form, Shows.FORM),
    "intel_about": Route(marked_form, Shows.FORM),
    "save_intel": Route(save_intel, Shows.ONLY_THEM, check=check_intel),
    "intel_marked": Route(intel_marked, Shows.ONLY_THEM),
    "intel_followed": Route(intel_followed, Shows.ONLY_THEM),
    "intel_expired": Route(intel_expired, Shows.THREAD),
    "intel_all": Route(intel_all, Shows.DIRECT),
    "confirm_intel": Route(confirm_intel, Shows.THREAD),
    "end_intel": Route(end_intel, Shows.THREAD),
    "share_intel": Route(share_intel, Shows.THREAD),
    # whether a colleague knows them
    "ask_colleague": Route(ask_colleague, Shows.FORM),
    "colleague_asked": Route(colleague_asked, Shows.ONLY_THEM, check=check_asked),
    "knows": Route(knows, Shows.REPLACE),
    "no_questions": Route(no_questions, Shows.THREAD),
    "questions_again": Route(questions_again, Shows.THREAD),
    # a question about a brief; a word that may mean two things
    "ask": Route(ask),
    "ask_again": Route(ask_again, Shows.REPLACE, waiting=asking_again),
    "which_meant": Route(which_meant),
    # one team on two platforms, one rep with two accounts
    "connect": Route(connect, Shows.ONLY_THEM, said=True),
    "disconnect": Route(disconnect, Shows.ONLY_THEM, said=True),
    "linked": Route(linked),
    "unlink": Route(unlink, Shows.ONLY_THEM),
    "meet": Route(meet, Shows.ONLY_THEM),
    "meet_again": Route(meet_again, Shows.ONLY_THEM),
    "same_me": Route(same_me, Shows.REPLACE),
    "same_not": Route(same_not, Shows.REPLACE),
    "apart": Route(apart, Shows.ONLY_THEM),
    # sharing
    "share": Route(share_where, Shows.FORM),
    "share_to": Route(share, Shows.ONLY_THEM),
}

"""The tables of what people did and promised: touches, follow-ups, do-not-call."""

from collections.abc import Mapping

from sqlalchemy import Boolean, Column, ColumnElement, Index, Integer, Table, Text, UniqueConstraint, func, text

from bot.store.tables import Moment, metadata

touch = Table(
    "touch",
    metadata,
    Column("team", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("delivery", Text, nullable=False),  # the same delivery twice is one touch
    Column("slot", Text, nullable=False),  # two presses on one brief within a minute are one touch
    Column("prospect", Text, nullable=False),
    Column("person", Text),
    Column("company", Text),
    Column("rep", Text, nullable=False),
    Column("rep_name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("channel", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("briefed", Boolean, nullable=False),
    Column("warmth", Integer),
    Column("keys", Text, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("brief_id", Text),
    Column("undone_at", Moment),
    # What the yields need of each dial, kept right at every change (bot/store/numbering.py): counted, not recomputed.
    Column("hour", Integer),  # on the clock of whoever dialled
    Column("key_bits", Integer),  # `keys` as a sum: 1 who, 2 why_now, 4 way_in
    Column("depth", Integer),  # how far a dial got: 0 nobody, 1 connect, 2 conversation, 3 meeting
    Column("attempt", Integer),  # its number among the dials to the prospect; null: no dial, or undone
    Column("earlier", Boolean),  # whether an earlier dial was a conversation with them
    # Of a prospect first touched during an experiment (bot/store/assigning.py); else null.
    Column("experiment", Text),
    Column("held_out", Boolean),
    Column("prepared", Boolean),  # true on the first dial of a day that had a brief; null on all others
    UniqueConstraint("team", "delivery", name="touch_delivery"),
    UniqueConstraint("team", "slot", name="touch_slot"),
)
Index("touch_prospect", touch.c.team, touch.c.prospect, touch.c.at)
Index("touch_at", touch.c.team, touch.c.at)
# The yields read these indexes and not the table; SQLite does so only if the condition's own columns are in them too.
_dials, _triggered = text("attempt IS NOT NULL"), text("attempt IS NOT NULL AND \"trigger\" <> ''")
_stays, _tried = text("undone_at IS NULL"), text("experiment IS NOT NULL")
for _name, _columns, _which in (
    ("cohort", "prospect at attempt depth earlier briefed warmth key_bits undone_at", _stays),
    ("hour", "hour prospect at depth attempt", _dials),
    ("trigger", "trigger prospect at depth attempt", _triggered),
    ("attempt", "attempt at depth", _dials),
    ("experiment", "experiment held_out prospect at attempt depth briefed", _tried),
    ("rep", "rep prospect at depth attempt briefed warmth", _dials),
    ("prepared", "at prepared", text("prepared IS NOT NULL")),
):
    _kept = (touch.c[_column] for _column in ("team", *_columns.split()))
    Index(f"touch_by_{_name}", *_kept, postgresql_where=_which, sqlite_where=_which)
ACCOUNT: Mapping[str, ColumnElement[str]] = {
    name: func.substr(touch.c.prospect, getattr(func, finding)(touch.c.prospect, text("'|'")) + text("1"))
    for name, finding in (("sqlite", "instr"), ("postgresql", "strpos"))
}
"""A prospect's account, behind the first bar; the two databases have a word each for finding it.

Spelled as in their index `touch_account` (migration 0013), or it would not be used.
"""

follow_up = Table(
    "follow_up",
    metadata,
    Column("team", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("delivery", Text, nullable=False),
    Column("rep", Text, nullable=False),
    Column("rep_name", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("prospect", Text, nullable=False),
    Column("person", Text),
    Column("company", Text),
    Column("what", Text, nullable=False),
    Column("due", Moment, nullable=False),
    Column("named", Boolean, nullable=False),
    Column("place", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("brief_id", Text),
    Column("state", Text, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("message", Text),
    Column(
        "kept", Boolean
    ),  # whether it was done before the end of its day there; null: it is not done, or nobody noted it
    UniqueConstraint("team", "delivery", name="follow_up_delivery"),
)
Index("follow_up_rep", follow_up.c.team, follow_up.c.rep, follow_up.c.due)
Index("follow_up_day", follow_up.c.team, follow_up.c.due, follow_up.c.state, follow_up.c.kept)

do_not_call = Table(
    "do_not_call",
    metadata,
    Column("team", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("touch_id", Text),
)

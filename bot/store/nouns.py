"""The tables of what people did and promised: touches, follow-ups, do-not-call."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint

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
    UniqueConstraint("team", "delivery", name="touch_delivery"),
    UniqueConstraint("team", "slot", name="touch_slot"),
)
Index("touch_prospect", touch.c.team, touch.c.prospect, touch.c.at)
Index("touch_at", touch.c.team, touch.c.at)

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
    UniqueConstraint("team", "delivery", name="follow_up_delivery"),
)
Index("follow_up_rep", follow_up.c.team, follow_up.c.rep, follow_up.c.due)

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

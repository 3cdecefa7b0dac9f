"""How much Teams takes and how long it waits (documentation of November 2026; ours where it says so)."""

from datetime import timedelta

BODY = 512 * 1024  # bytes of one activity; our own, Teams sends far less
CARD = 25_000  # UTF-8 bytes of one card: our own, safe everywhere (Graph still stops at 28 KB)
ROOM = 23_000  # of them for a card's elements; the rest is its frame
PICTURE = 16_000  # of them for one picture; a larger one is told in words
PIECE = 6_000  # UTF-8 bytes of one piece of text inside a card: our own
ACTIONS = 5  # in one row; Teams shows about six, the renderer refuses a sixth
VALUE = 2_000  # characters of what a button carries: our own
LABEL = 40  # characters of a button's label; a longer one stands whole above it: our own
HIDDEN = 6_000  # characters a form carries: our own
SUMMARY = 500  # characters of a notification: our own
TITLE = 60  # characters of a dialog's title: our own
CHOICES = 100  # of one menu of a form: our own
URL = 2_000  # characters: our own; longer addresses are shown as text
TOAST = 200  # characters of an answer shown in passing: our own

PATIENCE = timedelta(seconds=3.5)  # for the answer to a press or a dialog: Teams waits for 5 s
EDITS = timedelta(seconds=2)  # between two changes of one message
SKEW = timedelta(minutes=5)  # between Microsoft's clock and ours
KEYS_FRESH = timedelta(hours=24)
KEYS_AGAIN = timedelta(minutes=1)  # between two tries to fetch the keys
TOKENS = 5_000  # verified tokens remembered

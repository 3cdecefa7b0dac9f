"""How much Slack takes: lengths in UTF-16 units, the way Slack counts them (Block Kit reference, November 2026)."""

from datetime import timedelta

HEADER = 150
BUTTON = 75
BUTTON_VALUE = 2_000
BUTTONS = 25  # elements of one actions block
OPTION = 75
OPTION_VALUE = 150
OPTIONS = 100  # of one menu
LABEL = 2_000  # of an input
PLACEHOLDER = 150
INITIAL = 3_000  # of a text input
EARLIEST = 1_000_000_000  # of a moment to choose: Slack takes ten digits
VIEW_TITLE = 24  # also submit and close
PRIVATE_METADATA = 3_000
CALLBACK = 255
TABLE_ROWS = 100
TABLE_COLUMNS = 20
URL = 2_000  # our own: longer addresses are shown as text
ALT = 1_900  # of a picture's words; Slack takes 2,000
CONTEXT = 2_000  # our own share of the 3,000 a text object takes

FALLBACK = 2_900  # a notification; Slack cuts at 40,000, people long before
PLAIN_MESSAGE = 3_500  # a message without blocks; Slack advises 4,000
ROW = 6_000  # one row of buttons and menus as JSON: our own; a button's value alone may take 4,000
BLOCK = 2_900  # one block as JSON: our own, well under every documented limit
TABLE = 8_000  # a table's words; Slack takes 10,000
BLOCKS = 45  # of a message; Slack takes 50
MESSAGE = 12_000  # one message's blocks as JSON: Slack answers msg_blocks_too_long above about 13,000 characters

BODY = 1_000_000  # bytes of one delivery
STALE = timedelta(minutes=5)  # a signature's life, checked by slack_sdk
REPLY_LIFE = timedelta(minutes=30)  # of a response_url
REPLY_USES = 5

"""Between the names of the store and those of a platform: nothing a messenger can do is swallowed on the way."""

from bot.chat import Messenger
from bot.linking.crossing import Crossing


def test_everything_a_messenger_can_do_crosses():
    """What a platform need not be able to do has an answer of its own in the role: it must not be taken for theirs."""
    roles = {name for name, what in vars(Messenger).items() if not name.startswith("_") and callable(what)}
    assert roles <= set(vars(Crossing))

"""What can I do here?"""

from bot.cards import Card, Fields, bold, text
from bot.chat import Interaction
from bot.services import Services

CAN = (
    ("/warmup Jane Doe at Acme", "a brief before you call: who she is, why today, who can open the door, what to say"),
    ("/warmup jane.doe@acme.com", "the same by e-mail address; a LinkedIn address or a company alone works too"),
    ("/warmup brief Help Scout", "a brief even where the first word is a command"),
    ("@Warmup Jane Doe at Acme", "the same in a channel or a thread, and as a plain message to me"),
)


async def help_me(asked: Interaction, services: Services) -> Card:
    """What can be said, each with an example that works."""
    del asked, services
    rows = tuple((said, text(happens)) for said, happens in CAN)
    return Card("What Warmup can do", (text(bold("Warm up a call")), Fields(rows)))

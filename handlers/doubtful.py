"""A reserved word alone that is also a company of the records (Intel): which of the two is meant?"""

from bot.cards import Button, Buttons, Card, text
from bot.chat import Interaction
from bot.services import Services


async def which_meant(asked: Interaction, services: Services) -> Card:
    """A picker: the company's brief, or the command."""
    del services
    word = asked.text.strip()
    name = word[:1].upper() + word[1:]
    said = f"Do you mean the company {name}, or the command {word.casefold()}?"
    company = Button(f"{name}, the company", "brief", name, primary=True)
    command = Button(f"The command {word.casefold()}", word.casefold(), "")
    return Card(said, (text(said), Buttons((company, command))))

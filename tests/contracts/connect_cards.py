"""The cards of connecting, for the contracts that hold over every card."""

from bot.cards import Card
from handlers.connect.card import (
    Connected,
    apart_card,
    code_card,
    connected_card,
    disconnect_card,
    linked_card,
    nothing_card,
    one_card,
    same_card,
    waits_card,
)


def connect_cards(hostile: str) -> dict[str, Card]:
    """One of each, with names as hostile as a platform lets them be."""
    apart, team = Connected("Slack", "Teams", "teams", False, False), Connected("Slack", "Teams", "teams", True, False)  # noqa: FBT003 (team and person)
    one = Connected("Teams", "Slack", "slack", True, True)  # noqa: FBT003 (team and person)
    cards = [nothing_card(), *(connected_card(each) for each in (apart, team, one)), code_card("Teams", "Slack", "A-B")]
    cards += [linked_card(team, hostile), *(disconnect_card(each) for each in (apart, team, one))]
    cards += [same_card("Slack", hostile), same_card("Slack", ""), waits_card("Slack"), one_card(), apart_card()]
    return {f"connect, {number}": card for number, card in enumerate(cards)}

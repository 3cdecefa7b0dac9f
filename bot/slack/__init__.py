"""Slack: hears what a person did there, draws our cards in Slack's blocks, and shows them."""

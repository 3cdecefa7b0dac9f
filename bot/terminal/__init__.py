"""A card for people at a prompt."""

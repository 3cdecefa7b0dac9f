"""The changes in order. None takes anything away that the version before it still needs."""

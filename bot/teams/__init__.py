"""Microsoft Teams: listen, render, send; the only part of Warmup that may know the Bot Framework's library."""

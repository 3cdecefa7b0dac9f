"""How Warmup is tested: stories first, then contracts, then the odd cases."""

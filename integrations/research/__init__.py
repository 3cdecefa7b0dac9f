"""Sources of public facts about companies and the people who speak for them."""

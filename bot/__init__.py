"""The ground that handlers and integrations stand on."""

"""Microsoft's own local client drives the running bot: `make playground`, at a desk and never in CI."""

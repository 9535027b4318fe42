"""What to read and the network: source kinds, polite HTTP client, robots, page archive."""

"""What to read, and the network: source kinds, the guarded polite client, robots, the page archive."""

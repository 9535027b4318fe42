"""The pure core: bytes to article to claims. No clock, network, log or database."""

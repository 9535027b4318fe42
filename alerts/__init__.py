"""Rules that decide, messages, channels and delivery."""

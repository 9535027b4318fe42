"""Measurements: quality against gold data, speed, memory. Not part of the package."""

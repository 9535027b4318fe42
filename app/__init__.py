"""The doors people use: the `figurewatch` command."""

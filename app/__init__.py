"""The doors people come in by: the ``figurewatch`` command."""

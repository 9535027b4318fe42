"""What joins the parts: the project on disk, the worker processes, and the Prefect flows."""

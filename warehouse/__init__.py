"""The only code that imports duckdb: migrations, loading, marts, questions.

``Warehouse`` is the way in; duckdb itself is imported when a file is first opened.
"""

from warehouse.database import Warehouse

__all__ = ["Warehouse"]

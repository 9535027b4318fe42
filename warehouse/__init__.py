"""The DuckDB warehouse: the only code that imports duckdb."""

-- What can be asked in SQL, views for people first. One row each.
SELECT schema_name || '.' || name AS name, comment
FROM (
    SELECT schema_name, view_name AS name, comment FROM duckdb_views()
    UNION ALL
    SELECT schema_name, table_name, comment FROM duckdb_tables()
)
WHERE schema_name IN ('mart', 'core', 'raw')
ORDER BY schema_name <> 'mart', schema_name, name

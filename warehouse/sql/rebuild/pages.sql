-- Pages of the ledger that lie in the archive, in the order in which runs loaded them. One row each.
SELECT p.run_id, coalesce(r.started_at, p.fetched_at) AS run_at, p.source_id, p.warc_file, p.warc_offset
FROM raw.page AS p
LEFT JOIN raw.run AS r USING (run_id)
WHERE p.warc_offset >= 0
ORDER BY coalesce(r.started_at, p.fetched_at), p.run_id, p.fetched_at, p.source_id, p.url

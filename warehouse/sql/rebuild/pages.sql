-- Pages that can be read again: those that lie in the archive, and those whose text is kept. In the order in which runs
-- loaded them, one row each.
SELECT p.page_id, p.run_id, coalesce(r.started_at, p.fetched_at) AS run_at, p.source_id, p.warc_file, p.warc_offset
FROM raw.page AS p
LEFT JOIN raw.run AS r USING (run_id)
WHERE (p.warc_offset >= 0 AND p.result IN ('article', 'rejected'))
    OR p.page_id IN (SELECT page_id FROM core.article_version)
ORDER BY coalesce(r.started_at, p.fetched_at), p.run_id, p.fetched_at, p.source_id, p.url

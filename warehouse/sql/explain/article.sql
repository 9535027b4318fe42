-- An article, by id or URL, with the page its current text was read from. One row, or none.
SELECT
    a.article_id, a.title, a.url, a.outlet, a.source_id AS source, a.language, a.published_at, a.first_seen_at,
    a.version, v.said_at, v.modified_at, v.claims, v.drops AS numbers_that_are_no_claims, v.extractor_version,
    p.fetched_at, p.final_url, p.status, p.robots, p.sha256 AS page_sha256, nullif(p.warc_file, '') AS archived_in,
    CASE WHEN p.warc_offset >= 0 THEN p.warc_offset END AS archived_at
FROM core.article AS a
JOIN core.article_version AS v ON (v.article_id, v.version) = (a.article_id, a.version)
LEFT JOIN raw.page AS p ON p.page_id = v.page_id
WHERE a.article_id = $id OR a.url = $id

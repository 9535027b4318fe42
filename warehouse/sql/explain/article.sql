-- An article, by id, its URL or that of one of its pages, with the page its current text was read from. One row, or none.
SELECT
    a.article_id, a.title, a.url, a.outlet, a.source_id AS source, a.language, a.published_at, a.first_seen_at,
    a.version, v.said_at, v.modified_at, v.claims, v.drops AS numbers_that_are_no_claims, v.extractor_version,
    p.fetched_at, t.feed AS text_of_feed, p.final_url, p.status, p.robots, p.sha256 AS page_sha256, nullif(p.warc_file, '') AS archived_in,
    CASE WHEN p.warc_offset >= 0 THEN p.warc_offset END AS archive_offset,
    o.url AS copy_of, g.gone_since, g.reason AS gone_because
FROM core.article AS a
JOIN core.article_version AS v ON (v.article_id, v.version) = (a.article_id, a.version)
LEFT JOIN raw.page AS p ON p.page_id = v.page_id
LEFT JOIN raw.feed_text AS t ON t.page_id = v.page_id
LEFT JOIN core.fingerprint AS f ON f.article_id = a.article_id
LEFT JOIN core.article AS o ON o.article_id = f.copy_of
LEFT JOIN mart.gone AS g ON g.article_id = a.article_id
WHERE a.article_id = $id
    OR a.url = $id
    OR a.article_id IN (SELECT article_id FROM raw.page WHERE url = $id OR final_url = $id)

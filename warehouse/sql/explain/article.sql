-- The versions of the article with URL or id $name, first first. One row each.
SELECT
    a.title, a.outlet, a.url, v.version, v.said_at, v.fetched_at, v.claims, v.drops, p.robots, p.sha256 AS page_sha256,
    p.warc_file, p.warc_offset, v.extractor_version
FROM core.article AS a
JOIN core.article_version AS v USING (article_id)
LEFT JOIN raw.page AS p USING (page_id)
WHERE a.url = $name OR a.article_id = $name OR p.url = $name
ORDER BY v.version

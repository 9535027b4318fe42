-- Every version of the articles in staged_id, in the order in which runs loaded them. One row each.
SELECT
    p.run_id, a.article_id, a.url, a.outlet, a.source_id, v.title, v.text_sha256, v.version, v.published_at, v.modified_at,
    v.said_at, v.said_on, v.fetched_at
FROM core.article_version AS v
JOIN core.article AS a USING (article_id)
SEMI JOIN staged_id USING (article_id)
LEFT JOIN raw.page AS p ON p.page_id = v.page_id
LEFT JOIN raw.run AS r ON r.run_id = p.run_id
ORDER BY coalesce(r.started_at, v.fetched_at), p.run_id, v.fetched_at, a.url, v.version

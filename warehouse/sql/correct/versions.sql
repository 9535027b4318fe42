-- Every version of the articles in staged_id, in order of fetching. One row each.
SELECT
    a.article_id, a.url, a.outlet, a.source_id, v.title, v.text_sha256, v.version, v.published_at, v.modified_at,
    v.said_at, v.said_on, v.fetched_at
FROM core.article_version AS v
JOIN core.article AS a USING (article_id)
SEMI JOIN staged_id USING (article_id)
ORDER BY v.fetched_at, a.url, v.version

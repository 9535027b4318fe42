-- The texts that were read from the pages $pages (JSON), and what the ledger says of those pages. One row for each page that
-- gave a text.
SELECT
    p.page_id, p.source_id, p.outlet, p.url AS page_url, p.final_url, p.fetched_at, p.status, p.content_type, p.sha256, p.etag,
    p.last_modified, p.elapsed_ms, p.robots, t.feed AS text_from,
    a.url, v.title, v.text, v.published_at, v.modified_at, v.authors, a.language, v.said_at, v.said_on
FROM raw.page AS p
JOIN core.article_version AS v USING (page_id)
JOIN core.article AS a ON a.article_id = v.article_id
LEFT JOIN raw.feed_text AS t ON t.page_id = p.page_id
WHERE p.page_id IN (SELECT unnest(from_json($pages, '["VARCHAR"]')))

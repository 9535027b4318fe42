-- Versions of an article, first to last. One row each.
SELECT version, fetched_at, modified_at, title, claims, text_sha256, page_id
FROM core.article_version
WHERE article_id = $id
ORDER BY version

-- How each source is doing, those that fail first. One row each.
SELECT
    source_id AS source,
    CASE WHEN is_failing THEN 'failing' ELSE 'ok' END AS state,
    last_success_at AS last_read,
    last_article_at AS newest,
    articles,
    pages,
    rejected,
    failures,
    refused,
    crawl_delay_s AS crawl_delay,
    error
FROM mart.source_health
ORDER BY is_failing DESC, source_id

-- Which sources have stopped giving articles?
SELECT source_id, is_failing, error, articles, last_article_at
FROM mart.source_health
ORDER BY last_article_at

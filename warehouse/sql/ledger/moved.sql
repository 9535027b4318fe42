-- For pages whose article is not known ($articles, with $finals where they came from and $olds where they have moved from,
-- NULL for not): the article that was known at the old address, or that an earlier page was read as when it was sent on
-- to the same address. One row for each such article.
WITH found AS (
    SELECT
        unnest(from_json($articles, '["VARCHAR"]')) AS article_url,
        unnest(from_json($finals, '["VARCHAR"]')) AS final_url,
        unnest(from_json($olds, '["VARCHAR"]')) AS old_url
),
fresh AS (
    SELECT * FROM found WHERE article_url NOT IN (SELECT url FROM core.article)
),
known AS (
    SELECT n.article_url, a.url, a.first_seen_at
    FROM fresh AS n
    JOIN core.article AS a ON a.url = n.old_url
    UNION ALL
    SELECT n.article_url, a.url, a.first_seen_at
    FROM fresh AS n
    JOIN raw.page AS p ON p.final_url = n.final_url AND p.url <> p.final_url
    JOIN core.article AS a USING (article_id)
    UNION ALL
    SELECT n.article_url, a.url, a.first_seen_at
    FROM fresh AS n
    JOIN raw.page AS p ON p.final_url = n.article_url AND p.url <> p.final_url
    JOIN core.article AS a USING (article_id)
)
SELECT article_url, arg_min(url, first_seen_at) AS known_as
FROM known
GROUP BY article_url

-- One row per source that gave a page in run $run: pages without an article, articles seen for the first time,
-- articles whose text had changed, and the claims of both.
SELECT
    p.source_id,
    count(*) FILTER (p.result = 'rejected') AS rejected,
    count(*) FILTER (v.version = 1) AS articles_new,
    count(*) FILTER (v.version > 1) AS articles_changed,
    coalesce(sum(v.claims), 0)::BIGINT AS claims
FROM raw.page AS p
LEFT JOIN core.article_version AS v USING (page_id)
WHERE p.run_id = $run
GROUP BY p.source_id

-- Who is first with new figures, and who carries what others wrote?
SELECT outlet, count(*) AS claims, count(DISTINCT figure_id) AS figures, count(DISTINCT article_id) AS articles
FROM mart.claim
WHERE is_current AND figure_id IS NOT NULL
GROUP BY outlet
ORDER BY figures DESC

-- Whose word stands behind the figures?
SELECT attributed_to, count(*) AS claims, min(published_at)::DATE AS first_day, max(published_at)::DATE AS last_day
FROM mart.claim
WHERE is_current AND attributed_to IS NOT NULL
GROUP BY attributed_to
ORDER BY claims DESC
LIMIT 20

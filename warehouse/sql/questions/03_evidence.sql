-- Where exactly was each point of that trend said?
SELECT t.as_of, t.value_low, c.outlet, c.published_at, c.sentence, c.url
FROM mart.trend AS t
JOIN mart.claim AS c USING (claim_id)
WHERE t.measure ILIKE '%server capacity%' AND t.modality = 'actual'
ORDER BY t.as_of

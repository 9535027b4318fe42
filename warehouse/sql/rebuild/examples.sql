-- Claims that differ, $limit of each sort. One row each.
SELECT what, quote, before, now
FROM claim_difference
WHERE what <> 'same'
QUALIFY row_number() OVER (PARTITION BY what ORDER BY article_id, char_start) <= $limit
ORDER BY what, article_id, char_start

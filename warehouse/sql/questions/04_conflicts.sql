-- Who contradicts whom, and is it still open?
SELECT occurred_at::DATE AS day, subject, measure, period_iso, old_outlet, old_quote, outlet, quote, is_open
FROM mart.conflict
ORDER BY day DESC

-- Which figures changed last, and by how much?
SELECT occurred_at::DATE AS day, subject, measure, old_quote, quote, round(change_pct, 1) AS change_pct, outlet
FROM mart.new_figure
ORDER BY occurred_at DESC
LIMIT 20

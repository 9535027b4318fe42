-- Which figures did outlets change after publishing?
SELECT occurred_at, outlet, old_quote, quote, url
FROM mart.edit
ORDER BY occurred_at DESC

-- How has server capacity developed, year by year, and what is forecast?
SELECT subject, modality, as_of, bound, value_low, previous_low, round(change_pct, 1) AS change_pct, outlets, quote
FROM mart.trend
WHERE measure ILIKE '%server capacity%'
ORDER BY subject, modality, as_of

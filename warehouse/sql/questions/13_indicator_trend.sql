-- How does an indicator of config/indicators.yaml go?
SELECT period_start, as_of, modality, value_low, value_high, unit, change_pct, outlets, quote
FROM mart.indicator_trend('yunling-data-centres')
ORDER BY as_of, modality

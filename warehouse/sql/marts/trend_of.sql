-- mart.trend of the series of one indicator, those in its own currency or unit.
CREATE OR REPLACE MACRO mart.indicator_trend(wanted) AS TABLE
SELECT *
FROM mart.trend_of((SELECT list(series_id) FROM core.indicator_series WHERE indicator_id = wanted AND NOT converted));

-- mart.trend of a list of series alone: DuckDB does not carry a join below a window, so that the view would work out
-- every series first. Their figures are looked up by rowid, so that only their blocks are read.
CREATE OR REPLACE MACRO mart.trend_of(wanted) AS TABLE
WITH mine AS MATERIALIZED (
    SELECT *
    FROM core.figure
    WHERE rowid IN (SELECT rowid FROM core.figure WHERE series_id IN (SELECT unnest(wanted)))
)
SELECT *
FROM (
{points of mine}
);
-- mart.trend of the series of one indicator, those in its own currency or unit.
CREATE OR REPLACE MACRO mart.indicator_trend(wanted) AS TABLE
SELECT *
FROM mart.trend_of((SELECT list(series_id) FROM core.indicator_series WHERE indicator_id = wanted AND NOT converted));

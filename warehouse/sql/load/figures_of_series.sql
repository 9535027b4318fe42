-- Figures that the batch's statements can meet. One row each: those of the batch's series that speak of its time or
-- were said in it, every forecast, the last of each kind before that (of those that stand, too: edits take others away),
-- and whatever an edited article ever stated.
CREATE OR REPLACE TEMP TABLE near_figure AS
WITH mine AS (
    SELECT f.*, s.since
    FROM core.figure AS f
    JOIN staged_series AS s USING (series_id)
),
chosen AS (
    SELECT
        *,
        modality <> 'actual' OR as_of >= since OR last_said_at >= since AS near,
        rank() OVER (
            PARTITION BY series_id, modality, grain, as_of >= since, live, superseded_by IS NULL ORDER BY as_of DESC
        ) AS nth
    FROM mine
)
SELECT * EXCLUDE (since, near, nth)
FROM chosen
WHERE near
    OR nth = 1
    OR figure_id IN (SELECT figure_id FROM core.appearance SEMI JOIN staged_edited USING (article_id))

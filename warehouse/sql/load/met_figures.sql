-- Those that the batch's statements can meet. One row each: of the lanes the batch speaks of, those that speak of its time
-- or were said in it, every forecast, and the last of each kind before that (of those that stand, too: edits take
-- others away). Figures of other lanes are looked at (warehouse/compare.py) where an actual statement finds its own
-- empty, and where the text that gave one was edited; and whatever an edited article ever stated is.
CREATE OR REPLACE TEMP TABLE near_figure AS
WITH chosen AS (
    SELECT
        *,
        modality <> 'actual' OR as_of >= since OR last_said_at >= since AS near,
        rank() OVER (
            PARTITION BY series_id, modality, grain, as_of >= since, live, superseded_by IS NULL ORDER BY as_of DESC
        ) AS nth
    FROM series_figure
),
-- Each in the lane of the batch that it belongs to, where there is one: lanes are there once.
placed AS (
    SELECT c.*, l.series_id IS NOT NULL AS spoken
    FROM chosen AS c
    LEFT JOIN staged_lane AS l
        ON l.series_id = c.series_id
        AND l.modality = c.modality
        AND l.lane_start IS NOT DISTINCT FROM c.lane_start
        AND l.lane_end IS NOT DISTINCT FROM c.lane_end
),
first_said AS (
    SELECT l.series_id
    FROM staged_lane AS l
    ANTI JOIN series_figure AS f
        ON f.series_id = l.series_id
        AND f.modality = l.modality
        AND f.lane_start IS NOT DISTINCT FROM l.lane_start
        AND f.lane_end IS NOT DISTINCT FROM l.lane_end
        AND f.live
        AND (l.lane_start IS NOT NULL OR f.as_of <= l.first_day)
    WHERE l.modality = 'actual'
),
met AS (
    SELECT place
    FROM placed
    WHERE (
        (near OR nth = 1)
        AND (spoken OR edited OR (modality = 'actual' AND series_id IN (SELECT series_id FROM first_said)))
    ) OR (
        edited
        AND figure_id IN (SELECT figure_id FROM core.appearance SEMI JOIN staged_edited USING (article_id))
    )
)
FROM core.figure WHERE rowid IN (SELECT place FROM met)

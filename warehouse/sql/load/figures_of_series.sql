-- All figures of the batch's series, as narrow as choosing among them allows: a series that is always in the news has
-- many, and few of them matter. One row each. The lane is the stated period; a day, or none, has no bounds.
CREATE OR REPLACE TEMP TABLE series_figure AS
SELECT
    f.rowid AS place,
    f.figure_id,
    f.series_id,
    f.modality,
    f.grain,
    CASE WHEN f.grain <> 'point' THEN f.period_start END AS lane_start,
    CASE WHEN f.grain <> 'point' THEN f.period_end END AS lane_end,
    f.as_of,
    f.last_said_at,
    f.live,
    f.superseded_by,
    s.since,
    s.edited
FROM core.figure AS f
JOIN staged_series AS s USING (series_id)

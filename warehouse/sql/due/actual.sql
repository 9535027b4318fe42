-- Actual figures of the series in staged_series that stand. One row each.
SELECT *
FROM core.figure
SEMI JOIN staged_series USING (series_id)
WHERE modality = 'actual' AND live AND superseded_by IS NULL
ORDER BY series_id, as_of, figure_id

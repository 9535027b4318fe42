-- Forecasts and targets whose period ended before today and which no figure has answered yet, or which are of one of the
-- series $anew. One row each.
SELECT
    f.*,
    s.kind,
    s.is_change,
    EXISTS (
        SELECT 1 FROM core.event AS e
        WHERE e.kind = 'forecast_due' AND e.old_figure_id = f.figure_id AND e.outcome = 'silent'
    ) AS was_silent
FROM core.figure AS f
JOIN core.series AS s USING (series_id)
WHERE f.modality IN ('forecast', 'target')
    AND f.live
    AND f.superseded_by IS NULL
    AND f.period_end < $today
    -- Said before the period ended: a forecast quoted afterwards is history.
    AND f.first_said_at::DATE <= f.period_end
    AND NOT s.local
    AND (
        f.series_id IN (SELECT unnest($anew::VARCHAR[]))
        OR NOT EXISTS (
            SELECT 1 FROM core.event AS e
            WHERE e.kind = 'forecast_due' AND e.old_figure_id = f.figure_id AND e.outcome <> 'silent'
        )
    )
ORDER BY f.period_end, f.figure_id

-- Events about the forecasts $forecasts that did not happen after all: an answer that judging them anew did not give again
-- (staged_told), and a silence while the article that answers was there. An event that somebody was alerted to stays.
-- One row each.
SELECT e.event_id
FROM core.event AS e
LEFT JOIN core.event AS told
    ON told.kind = 'forecast_due' AND told.outcome <> 'silent' AND told.old_figure_id = e.old_figure_id
    AND told.event_id IN (SELECT event_id FROM staged_told)
LEFT JOIN core.article AS a ON a.article_id = told.article_id
WHERE e.kind = 'forecast_due'
    AND e.old_figure_id IN (SELECT unnest($forecasts::VARCHAR[]))
    AND CASE
        WHEN e.outcome = 'silent' THEN coalesce(a.first_seen_at <= e.detected_at, false)
        ELSE e.event_id NOT IN (SELECT event_id FROM staged_told)
    END
    AND e.event_id NOT IN (SELECT event_id FROM core.alert)

-- An alert with its event's words. One row, or none.
SELECT
    a.alert_id, a.headline, a.rule_id AS rule, a.severity, a.reason, a.state, a.raised_at, a.occurred_at, e.sentence,
    e.outlet, e.url, e.old_quote, e.quote, a.event_id, a.figure_id, a.series_id, a.source_id, a.acknowledged_by
FROM core.alert AS a
LEFT JOIN core.event AS e USING (event_id)
WHERE a.alert_id = $id

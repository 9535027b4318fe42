-- An alert with its event's words. One row, or none.
SELECT
    a.alert_id, a.headline, a.rule_id AS rule, a.severity, a.reason, a.state, a.raised_at, a.occurred_at, e.sentence, e.context,
    e.outlet, e.url, e.old_quote, e.quote, a.event_id, a.figure_id, a.series_id, a.source_id, a.acknowledged_by,
    (
        SELECT string_agg(
            concat(c.quote, ': ', CASE WHEN k.rejected THEN 'rejected' ELSE coalesce(k.changes, 'confirmed') END),
            '; ' ORDER BY c.said_at, c.claim_id
        )
        FROM core.corrected AS k
        JOIN core.claim AS c USING (claim_id)
        WHERE k.claim_id IN (e.claim_id, e.old_claim_id)
    ) AS put_right_by_hand
FROM core.alert AS a
LEFT JOIN core.event AS e USING (event_id)
WHERE a.alert_id = $id

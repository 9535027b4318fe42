-- Deliveries with their alert, newest first. One row for each alert and channel. $channel, $state: NULL for all.
SELECT
    d.created_at, d.channel_id, d.state, d.attempts, d.sent_at, CASE WHEN d.state = 'pending' THEN d.due_at END AS due_at,
    coalesce(d.error, d.receipt) AS answer, a.headline, d.alert_id
FROM core.delivery AS d
JOIN core.alert AS a USING (alert_id)
WHERE ($channel IS NULL OR d.channel_id = $channel) AND ($state IS NULL OR d.state = $state)
ORDER BY d.created_at DESC, d.channel_id, a.occurred_at DESC, d.delivery_id

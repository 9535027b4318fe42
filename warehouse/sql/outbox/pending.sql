-- Deliveries of a channel that may be sent now, with their alerts. In each lane in order of creation, up to the first
-- that is not due: a delivery waiting for its next attempt holds back those behind it. Nothing is put off beyond $farthest.
WITH queued AS (
    SELECT
        *,
        bool_or(due_at > $now AND due_at <= $farthest) OVER (PARTITION BY lane ORDER BY created_at, delivery_id) AS held_back
    FROM core.delivery
    WHERE channel_id = $channel AND state = 'pending'
)
SELECT {delivery}, {alert}
FROM queued AS d
JOIN core.alert AS a USING (alert_id)
WHERE NOT d.held_back
ORDER BY d.lane, d.created_at, d.delivery_id
LIMIT $limit

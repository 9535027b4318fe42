-- Deliveries of an alert. One row for each channel. due_at: when a pending one is tried next, else NULL.
SELECT
    channel_id, state, attempts, created_at, CASE WHEN state = 'pending' THEN due_at END AS due_at, sent_at, receipt, error,
    batch_id, delivery_id
FROM core.delivery
WHERE alert_id = $id
ORDER BY channel_id

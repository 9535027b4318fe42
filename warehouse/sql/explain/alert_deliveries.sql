-- Deliveries of an alert. One row for each channel.
SELECT channel_id, state, attempts, created_at, due_at, sent_at, receipt, error, batch_id, delivery_id
FROM core.delivery
WHERE alert_id = $id
ORDER BY channel_id

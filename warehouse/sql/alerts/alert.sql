-- The message of alert $alert as JSON. One row, or none.
SELECT message
FROM core.alert
WHERE alert_id = $alert

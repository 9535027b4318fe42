-- The event with id $name, or the one that alert $name is about. One row, or none.
SELECT e.*
FROM mart.event AS e
WHERE e.event_id = $name OR e.event_id IN (SELECT event_id FROM core.alert WHERE alert_id = $name)

-- What each alert rule said of event $name, or of the one that alert $name is about. One row for each rule that had
-- business with it.
SELECT rule_id, verdict, step, reason, judged_at, until
FROM core.judgement
WHERE event_id = $name OR event_id IN (SELECT event_id FROM core.alert WHERE alert_id = $name)
ORDER BY rule_id

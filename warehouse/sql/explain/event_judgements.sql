-- What each rule said of an event. One row each.
SELECT rule_id, verdict, step, reason, judged_at, until
FROM core.judgement
WHERE event_id = $id
ORDER BY rule_id

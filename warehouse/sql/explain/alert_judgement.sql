-- What its rule said of the event. One row.
SELECT j.verdict, j.step, j.reason, j.judged_at
FROM core.alert AS a
JOIN core.judgement AS j ON (j.event_id, j.rule_id) = (a.event_id, a.rule_id)
WHERE a.alert_id = $id

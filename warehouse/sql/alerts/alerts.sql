-- Alerts, newest first. One row each. $rule, $since: NULL for all.
SELECT raised_at, rule_id, severity, state, headline, alert_id
FROM core.alert
WHERE ($rule IS NULL OR rule_id = $rule) AND ($since IS NULL OR raised_at >= $since)
ORDER BY raised_at DESC, occurred_at DESC, alert_id

-- Alert $name with what became of it on each channel. One row for each channel, one without where there is none.
SELECT
    a.headline, a.rule_id, a.reason, a.severity, a.state, a.raised_at, d.channel_id, d.state AS delivery, d.attempts,
    d.sent_at, d.receipt, d.error
FROM core.alert AS a
LEFT JOIN core.delivery AS d USING (alert_id)
WHERE a.alert_id = $name
ORDER BY d.channel_id

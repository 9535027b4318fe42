-- alerts and deliveries do not agree
SELECT 'alert ' || alert_id || ': its event' AS what FROM core.alert ANTI JOIN core.event USING (event_id)
WHERE event_kind <> 'notice' -- of Figurewatch about itself: no event of the news
UNION ALL SELECT 'delivery ' || delivery_id || ': its alert' FROM core.delivery ANTI JOIN core.alert USING (alert_id)
UNION ALL SELECT 'delivery ' || delivery_id || ': sent without a time' FROM core.delivery
WHERE state = 'sent' AND (sent_at IS NULL OR batch_id IS NULL)
UNION ALL SELECT 'alert ' || alert_id || ' on channel ' || channel_id || ': two deliveries' FROM core.delivery
GROUP BY alert_id, channel_id HAVING count(*) > 1
UNION ALL SELECT 'event ' || event_id || ', rule ' || rule_id || ': two judgements' FROM core.judgement
GROUP BY event_id, rule_id HAVING count(*) > 1

-- Every event counts as judged: another reading of old news is no news.
INSERT INTO core.judged BY NAME
SELECT event_id, detected_at AS judged_at
FROM core.event
ANTI JOIN core.judged USING (event_id)

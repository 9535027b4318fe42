-- What a load has found counts as judged: it was news before, and a warehouse that is lost had told it.
INSERT INTO core.judged BY NAME
SELECT event_id, detected_at AS judged_at
FROM core.event
ANTI JOIN core.judged USING (event_id)
WHERE detected_at = $now

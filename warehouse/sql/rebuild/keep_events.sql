-- Events that only the old file has and that must stay: those about sources, and those that an alert speaks of.
INSERT INTO core.event BY NAME
SELECT e.*
FROM before.core.event AS e
ANTI JOIN core.event USING (event_id)
WHERE e.series_id IS NULL OR e.event_id IN (SELECT event_id FROM before.core.alert)

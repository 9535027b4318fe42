-- Events that only the old file has and that must stay: those about sources, those that an alert speaks of, and those
-- about forecasts that were due, which the watch finds and no reading: where the figures they set against each other are
-- read again. They point to series and figures only where another reading has these, too.
INSERT INTO core.event BY NAME
SELECT e.* REPLACE (s.series_id AS series_id, f.figure_id AS figure_id, o.figure_id AS old_figure_id)
FROM before.core.event AS e
LEFT JOIN core.series AS s ON s.series_id = e.series_id
LEFT JOIN core.figure AS f ON f.figure_id = e.figure_id
LEFT JOIN core.figure AS o ON o.figure_id = e.old_figure_id
WHERE e.event_id NOT IN (SELECT event_id FROM core.event)
    AND (
        e.series_id IS NULL
        OR e.event_id IN (SELECT event_id FROM before.core.alert)
        OR (
            e.kind = 'forecast_due'
            AND f.figure_id IS NOT NULL
            AND o.figure_id IS NOT NULL
            AND e.claim_id IN (SELECT claim_id FROM core.claim)
            AND e.old_claim_id IN (SELECT claim_id FROM core.claim)
        )
    )

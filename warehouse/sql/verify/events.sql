-- an event refers to what is not there
-- A figure may be gone from under an event that somebody was alerted to: a correction took it, the alert stays.
WITH checked AS (
    SELECT * FROM core.event ANTI JOIN core.alert USING (event_id)
)
SELECT 'event ' || event_id || ': its series' AS what
FROM core.event ANTI JOIN core.series USING (series_id)
WHERE series_id IS NOT NULL
UNION ALL
SELECT 'event ' || event_id || ': its figure' FROM checked ANTI JOIN core.figure USING (figure_id)
WHERE figure_id IS NOT NULL
UNION ALL
SELECT 'event ' || e.event_id || ': the figure before'
FROM checked AS e ANTI JOIN core.figure AS f ON f.figure_id = e.old_figure_id
WHERE e.old_figure_id IS NOT NULL

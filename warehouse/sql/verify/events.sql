-- an event refers to what is not there
SELECT 'event ' || event_id || ': its series' AS what
FROM core.event ANTI JOIN core.series USING (series_id)
WHERE series_id IS NOT NULL
UNION ALL
SELECT 'event ' || event_id || ': its figure' FROM core.event ANTI JOIN core.figure USING (figure_id)
WHERE figure_id IS NOT NULL
UNION ALL
SELECT 'event ' || e.event_id || ': the figure before'
FROM core.event AS e ANTI JOIN core.figure AS f ON f.figure_id = e.old_figure_id
WHERE e.old_figure_id IS NOT NULL

-- Events of the series in staged_remade that making them anew did not give again (staged_told), and those about
-- forecasts whose figures are gone. An event that somebody was alerted to stays. One row each.
SELECT event_id
FROM core.event AS e
WHERE (series_id IN (SELECT series_id FROM staged_remade) OR kind = 'forecast_due')
    AND event_id NOT IN (SELECT event_id FROM core.alert)
    AND CASE
        WHEN kind = 'forecast_due' THEN
            old_figure_id NOT IN (SELECT figure_id FROM core.figure)
            OR figure_id NOT IN (SELECT figure_id FROM core.figure)
        ELSE event_id NOT IN (SELECT event_id FROM staged_told)
    END

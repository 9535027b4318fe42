-- What belongs to an indicator, and how many outlets carry each point?
SELECT i.name, t.as_of, t.modality, t.value_low, t.unit, t.outlets, t.origins, t.disputed
FROM core.indicator AS i
JOIN core.indicator_series AS m USING (indicator_id)
JOIN mart.trend AS t USING (series_id)
ORDER BY i.name, t.modality, t.as_of

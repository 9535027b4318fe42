-- Rows of mart.trend for these series with the sentence and article behind each, in order of time. One row each.
-- own_low to own_per: the figure as it was stated; known_low and known_high: in the base unit. Rows of beside.sql have
-- the same columns for a value, so that both are shown in one unit.
SELECT
    t.* EXCLUDE (value_low, value_high, stated_low, stated_high),
    f.value_low AS own_low,
    f.value_high AS own_high,
    f.unit AS own_unit,
    f.per AS own_per,
    s.base_unit,
    s.is_change,
    s.base_factor,
    s.base_offset,
    f.known_low,
    f.known_high,
    f.known_low_open,
    f.known_high_open,
    c.said_at,
    c.said_on,
    c.sentence,
    c.context,
    c.outlet,
    c.attributed_to,
    a.url,
    a.title,
    coalesce(k.corrected, false) AS corrected,
    k.read_before
FROM mart.trend AS t
JOIN core.series AS s USING (series_id)
JOIN core.figure AS f ON f.figure_id = t.figure_id
JOIN core.claim AS c ON c.claim_id = t.claim_id
JOIN core.article AS a ON a.article_id = c.article_id
LEFT JOIN core.corrected AS k ON k.claim_id = c.claim_id
WHERE t.series_id IN (SELECT unnest($series::VARCHAR[]))
ORDER BY t.modality, t.as_of, t.first_said_at, t.figure_id

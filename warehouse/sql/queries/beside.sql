-- Figures of these series that share their time with another of their series, with the sentence and article behind
-- each: all of which mart.trend shows one. Those that stand first, then as there. One row each.
SELECT
    f.series_id,
    f.figure_id,
    f.modality,
    f.grain,
    f.as_of,
    f.period_start,
    f.value_low AS own_low,
    f.value_high AS own_high,
    f.unit AS own_unit,
    f.per AS own_per,
    f.bound,
    f.outlets,
    f.superseded_by IS NULL AS stands,
    s.kind,
    s.base_unit,
    s.is_change,
    f.quote,
    c.sentence,
    c.context,
    c.outlet,
    c.attributed_to,
    c.said_on,
    a.url,
    f.claim_id
FROM core.figure AS f
JOIN core.series AS s USING (series_id)
JOIN core.claim AS c ON c.claim_id = f.claim_id
JOIN core.article AS a ON a.article_id = c.article_id
WHERE f.live AND f.series_id IN (SELECT unnest($series::VARCHAR[]))
QUALIFY count(*) OVER (PARTITION BY f.series_id, f.modality, f.grain, f.as_of, f.period_start) > 1
ORDER BY f.superseded_by IS NOT NULL, f.origins DESC, f.last_said_at DESC, f.figure_id

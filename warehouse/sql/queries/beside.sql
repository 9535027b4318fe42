-- Figures of these series that share their time with another of their series, with the sentence and article behind
-- each: all of which mart.trend shows one. Those that stand first, then as there. One row each. outlets: those that say
-- it and nothing else of that time since; shown is one of them, where one says it in the figure's own value.
WITH beside AS (
    SELECT *
    FROM core.figure
    WHERE live AND series_id IN (SELECT unnest($series::VARCHAR[]))
    QUALIFY count(*) OVER (PARTITION BY series_id, modality, grain, as_of, period_start) > 1
),
told AS (
    SELECT
        b.figure_id,
        p.claim_id,
        p.outlet,
        p.said_at,
        p.claim_id = b.claim_id AS is_own,
        p.claim_id = b.claim_id
        OR (c.value_low, c.value_high, c.bound, c.unit) = (b.value_low, b.value_high, b.bound, b.unit) AS is_alike,
        p.said_at = max(p.said_at) OVER (
            PARTITION BY b.series_id, b.modality, b.grain, b.as_of, b.period_start, p.outlet
        ) AS last
    FROM beside AS b
    JOIN core.appearance AS p ON p.figure_id = b.figure_id
    JOIN core.claim AS c ON c.claim_id = p.claim_id
    WHERE p.live
),
held AS (
    SELECT
        figure_id,
        (count(DISTINCT outlet) FILTER (last))::INTEGER AS outlets,
        arg_max(claim_id, (last, is_own, said_at, claim_id)) FILTER (is_alike) AS claim_id
    FROM told
    GROUP BY figure_id
)
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
    h.outlets,
    f.superseded_by IS NULL AS stands,
    s.kind,
    s.base_unit,
    s.is_change,
    c.quote,
    c.sentence,
    c.context,
    c.outlet,
    c.attributed_to,
    c.said_on,
    a.url,
    c.claim_id
FROM beside AS f
JOIN held AS h ON h.figure_id = f.figure_id
JOIN core.series AS s ON s.series_id = f.series_id
JOIN core.claim AS c ON c.claim_id = coalesce(h.claim_id, f.claim_id)
JOIN core.article AS a ON a.article_id = c.article_id
ORDER BY f.superseded_by IS NOT NULL, f.origins DESC, f.last_said_at DESC, f.figure_id

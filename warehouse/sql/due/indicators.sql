-- When the actual figures of each indicator were last given, the usual gap between days on which they were (the median
-- of four or more; NULL for fewer), and the words of the last one. One row for each indicator that ever had a figure.
WITH said AS (
    SELECT i.indicator_id, p.said_at, p.claim_id, p.figure_id
    FROM core.indicator_series AS i
    JOIN core.figure AS f USING (series_id)
    JOIN core.appearance AS p USING (figure_id)
    WHERE f.live AND p.live AND f.modality = 'actual'
),
days AS (SELECT DISTINCT indicator_id, CAST(said_at AS DATE) AS said_on FROM said),
gap AS (
    SELECT indicator_id, said_on - lag(said_on) OVER (PARTITION BY indicator_id ORDER BY said_on) AS days
    FROM days
),
usual AS (
    SELECT indicator_id, CASE WHEN count(days) >= 4 THEN median(days) END AS usual_days
    FROM gap
    GROUP BY indicator_id
),
newest AS (
    SELECT *
    FROM said
    QUALIFY row_number() OVER (PARTITION BY indicator_id ORDER BY said_at DESC, claim_id) = 1
)
SELECT
    n.indicator_id, n.said_at, u.usual_days, c.quote, c.sentence, c.context, c.subject, c.measure, c.kind, c.unit, c.per, c.change,
    c.period_iso, c.bound, c.value_low, c.value_high, c.outlet, a.article_id, a.url, a.title, a.published_at
FROM newest AS n
JOIN usual AS u USING (indicator_id)
JOIN core.claim AS c USING (claim_id)
JOIN core.article AS a ON a.article_id = c.article_id
ORDER BY n.indicator_id

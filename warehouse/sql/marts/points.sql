-- What mart.trend shows of the figures in {figures}. One row for each series, modality and period (or day on which a
-- value was first said).
WITH shown AS NOT MATERIALIZED (
    SELECT
        f.*,
        s.subject,
        s.measure,
        s.kind,
        s.unit AS series_unit,
        s.per AS series_per,
        s.base_factor,
        s.base_offset,
        -- In the series' unit and rate. A figure stated in these very ones keeps its digits; what is converted has six.
        f.unit IS NOT DISTINCT FROM s.unit AND f.per IS NOT DISTINCT FROM s.per AS as_stated,
        (f.base_value_low - s.base_offset) / s.base_factor AS low_here,
        (f.base_value_high - s.base_offset) / s.base_factor AS high_here,
        CASE
            WHEN as_stated THEN f.value_low
            ELSE round(low_here, 5 - floor(log10(greatest(abs(low_here), 1e-10)))::INTEGER)::DECIMAL(38, 10)
        END AS low,
        CASE
            WHEN as_stated THEN f.value_high
            ELSE round(high_here, 5 - floor(log10(greatest(abs(high_here), 1e-10)))::INTEGER)::DECIMAL(38, 10)
        END AS high
    FROM {figures} AS f
    JOIN core.series AS s USING (series_id)
    WHERE f.live AND NOT s.local
),
ranked AS NOT MATERIALIZED (
    SELECT
        *,
        row_number() OVER lane AS nth,
        count(*) FILTER (superseded_by IS NULL) OVER whole AS standing,
        min(low) OVER whole AS lane_low,
        max(high) OVER whole AS lane_high,
        count(*) OVER whole AS figures,
        min(figure_id) OVER whole AS lane_id,
        min(first_said_at) OVER whole AS lane_first,
        max(last_said_at) OVER whole AS lane_last
    FROM shown
    WINDOW
        lane AS (
            PARTITION BY series_id, modality, grain, as_of, period_start
            ORDER BY superseded_by IS NOT NULL, origins DESC, last_said_at DESC, figure_id
        ),
        whole AS (PARTITION BY series_id, modality, grain, as_of, period_start)
),
-- Of several figures for one period: whose last word agrees with the one that stands. Their appearances have to be
-- looked at, as an outlet may have given two. "At least 12" agrees with 43.
-- Read apart from ranked: what is used twice, DuckDB works out as a whole, and so it would join every series.
several AS (
    SELECT series_id, lane_id, count(DISTINCT outlet) AS outlets, count(DISTINCT origin_id) AS origins
    FROM (
        SELECT
            r.series_id,
            r.lane_id,
            p.outlet,
            p.origin_id,
            r.agrees,
            p.said_at = max(p.said_at) OVER (PARTITION BY r.series_id, r.lane_id, p.outlet) AS last
        FROM (
            SELECT
                f.series_id,
                f.figure_id,
                min(f.figure_id) OVER whole AS lane_id,
                count(*) OVER whole AS figures,
                first_value({
                    'low': f.known_low,
                    'high': f.known_high,
                    'low_open': f.known_low_open,
                    'high_open': f.known_high_open
                }) OVER lane AS best,
                NOT coalesce(
                    f.known_high < best['low']
                    OR (f.known_high = best['low'] AND (f.known_high_open OR best['low_open'])),
                    false
                )
                AND NOT coalesce(
                    best['high'] < f.known_low
                    OR (best['high'] = f.known_low AND (best['high_open'] OR f.known_low_open)),
                    false
                ) AS agrees
            FROM {figures} AS f
            WHERE f.live
            WINDOW
                lane AS (
                    PARTITION BY f.series_id, f.modality, f.grain, f.as_of, f.period_start
                    ORDER BY f.superseded_by IS NOT NULL, f.origins DESC, f.last_said_at DESC, f.figure_id
                ),
                whole AS (PARTITION BY f.series_id, f.modality, f.grain, f.as_of, f.period_start)
        ) AS r
        JOIN core.appearance AS p USING (figure_id)
        WHERE r.figures > 1 AND p.live
    )
    WHERE last AND agrees
    GROUP BY series_id, lane_id
),
point AS (
    SELECT
        r.*,
        coalesce(n.outlets, r.outlets) AS held_outlets,
        coalesce(n.origins, r.origins) AS held_origins,
        lag(r.low) OVER before AS previous_low,
        lag(r.high) OVER before AS previous_high,
        lag(r.as_of) OVER before AS previous_as_of,
        lag(r.standing > 1) OVER before AS previous_disputed
    FROM ranked AS r
    LEFT JOIN several AS n USING (series_id, lane_id)
    WHERE r.nth = 1
    WINDOW before AS (PARTITION BY r.series_id, r.modality, r.grain ORDER BY r.as_of, r.period_start)
)
SELECT
    series_id,
    subject,
    measure,
    kind,
    modality,
    period_start,
    period_end,
    grain,
    as_of,
    low AS value_low,
    high AS value_high,
    bound,
    series_unit AS unit,
    series_per AS per,
    lane_low AS stated_low,
    lane_high AS stated_high,
    standing > 1 AS disputed,
    held_outlets::INTEGER AS outlets,
    held_origins::INTEGER AS origins,
    lane_first AS first_said_at,
    lane_last AS last_said_at,
    previous_as_of,
    previous_low,
    previous_high,
    previous_disputed,
    -- Of the middles of ranges; taken off first, as decimals: / makes a DOUBLE of what is exact.
    ((low + high - previous_low - previous_high) / 2)::DECIMAL(38, 10) AS change_abs,
    CASE
        WHEN kind NOT IN ('percent', 'percentage_point', 'rank', 'score')
            AND previous_low + previous_high <> 0
            AND (previous_low + previous_high < 0) = (low + high < 0)
            THEN round(100 * (low + high - previous_low - previous_high) / abs(previous_low + previous_high), 4)
    END AS change_pct,
    figure_id,
    claim_id,
    quote
FROM point

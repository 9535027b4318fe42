CREATE OR REPLACE VIEW mart.trend AS
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
    FROM core.figure AS f
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
            FROM core.figure AS f
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
FROM point;
COMMENT ON VIEW mart.trend IS 'Series over time, with the evidence for each point. One row for each series, modality and period (or, where no period is stated, day on which a value was first said). Series that live inside one article are left out. Values are in the unit the series was first stated in.';
COMMENT ON COLUMN mart.trend.series_id IS 'Series.';
COMMENT ON COLUMN mart.trend.subject IS 'Whose figure it is, as first written.';
COMMENT ON COLUMN mart.trend.measure IS 'What is measured, as first written.';
COMMENT ON COLUMN mart.trend.kind IS 'Kind of quantity.';
COMMENT ON COLUMN mart.trend.modality IS 'actual, forecast, target or hypothetical: never mixed.';
COMMENT ON COLUMN mart.trend.period_start IS 'First day of the period; NULL when none is stated.';
COMMENT ON COLUMN mart.trend.period_end IS 'Last day of the period; NULL when none is stated.';
COMMENT ON COLUMN mart.trend.grain IS 'Length of the period; point for a day or no stated period.';
COMMENT ON COLUMN mart.trend.as_of IS 'Day the row speaks of: end of the period, or the day it was first said.';
COMMENT ON COLUMN mart.trend.value_low IS 'Value of the figure that stands: best supported, then last said. In unit; below zero where a change is down.';
COMMENT ON COLUMN mart.trend.value_high IS 'Upper value of a range; equal to value_low otherwise.';
COMMENT ON COLUMN mart.trend.bound IS 'How that figure is hedged: = ~ > >= < <=.';
COMMENT ON COLUMN mart.trend.unit IS 'Unit of all values in the row.';
COMMENT ON COLUMN mart.trend.per IS 'Denominator of them; NULL for none.';
COMMENT ON COLUMN mart.trend.stated_low IS 'Least value that anybody stated for the period, revised ones included.';
COMMENT ON COLUMN mart.trend.stated_high IS 'Greatest value that anybody stated for the period.';
COMMENT ON COLUMN mart.trend.disputed IS 'True when more than one figure stands for the period.';
COMMENT ON COLUMN mart.trend.outlets IS 'Outlets whose last word on the period agrees with the figure that stands; those that dispute it are not among them (disputed, stated_low, stated_high).';
COMMENT ON COLUMN mart.trend.origins IS 'Origins of those: copies of one sentence count once.';
COMMENT ON COLUMN mart.trend.first_said_at IS 'When the period''s figure was first said, UTC.';
COMMENT ON COLUMN mart.trend.last_said_at IS 'When it was last said, UTC.';
COMMENT ON COLUMN mart.trend.previous_as_of IS 'Day of the comparable row before: same modality and length of period; NULL for the first.';
COMMENT ON COLUMN mart.trend.previous_low IS 'Value of that row.';
COMMENT ON COLUMN mart.trend.previous_high IS 'Upper value of that row.';
COMMENT ON COLUMN mart.trend.previous_disputed IS 'True when more than one figure stood for the period of that row, so that the change depends on which is taken; NULL for the first.';
COMMENT ON COLUMN mart.trend.change_abs IS 'Difference to the row before, in unit: percentage points for percentages. Middle of a range.';
COMMENT ON COLUMN mart.trend.change_pct IS 'The same relative to the row before, in percent; NULL for percentages, ranks, and from below zero to above.';
COMMENT ON COLUMN mart.trend.figure_id IS 'Figure that stands.';
COMMENT ON COLUMN mart.trend.claim_id IS 'Claim that states it; mart.claim says whether a person has put it right by hand.';
COMMENT ON COLUMN mart.trend.quote IS 'Words of that claim.';

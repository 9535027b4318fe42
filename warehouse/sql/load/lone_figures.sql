-- Figures of the claims in settled_claim, each stated by one of them alone. One row each.
CREATE OR REPLACE TEMP VIEW lone_figure AS
SELECT
    figure_id,
    series_id,
    modality,
    period_start,
    period_end,
    CASE WHEN period_start IS NULL OR period_end IS NULL OR period_grain = 'day' THEN 'point' ELSE period_grain END AS grain,
    coalesce(period_end, said_on) AS as_of,
    claim_id,
    article_id,
    quote,
    CASE WHEN change = 'down' THEN -value_high ELSE value_low END AS value_low,
    CASE WHEN change = 'down' THEN -value_low ELSE value_high END AS value_high,
    -- More than 3 % down is less than -3.
    CASE WHEN change = 'down' THEN translate(bound, '<>', '><') ELSE bound END AS bound,
    unit,
    per,
    base_value_low,
    base_value_high,
    allow_low AS known_low,
    allow_high AS known_high,
    allow_low_open AS known_low_open,
    allow_high_open AS known_high_open,
    said_at AS first_said_at,
    said_at AS last_said_at,
    1 AS appearances,
    1 AS outlets,
    1 AS origins,
    true AS live,
    NULL AS superseded_by,
    allow_low AS claim_allows_low,
    allow_high AS claim_allows_high,
    allow_low_open AS claim_allows_low_open,
    allow_high_open AS claim_allows_high_open
FROM settled_claim
WHERE figure_id IS NOT NULL

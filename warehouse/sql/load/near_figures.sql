-- What comparing needs of the figures in near_figure. One row each, in order of time within a series.
SELECT
    series_id,
    figure_id,
    modality,
    period_start,
    period_end,
    grain,
    as_of,
    known_low,
    known_high,
    known_low_open,
    known_high_open,
    claim_id,
    base_value_low,
    base_value_high,
    claim_allows_low,
    claim_allows_high,
    claim_allows_low_open,
    claim_allows_high_open,
    first_said_at,
    last_said_at,
    superseded_by
FROM near_figure
ORDER BY series_id, as_of, figure_id

-- What comparing needs of the figures in near_figure. One row each, in order of time within a series. Most have been
-- stated once, as one value: same says that the claim allows what is known, and its columns are NULL then; so is an
-- upper value or a last time that is like the lower or the first. What is not fetched need not be made into objects.
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
    nullif(base_value_high, base_value_low) AS base_value_high,
    known_low IS NOT DISTINCT FROM claim_allows_low
    AND known_high IS NOT DISTINCT FROM claim_allows_high
    AND known_low_open = claim_allows_low_open
    AND known_high_open = claim_allows_high_open AS same,
    CASE WHEN NOT same THEN claim_allows_low END AS claim_allows_low,
    CASE WHEN NOT same THEN claim_allows_high END AS claim_allows_high,
    CASE WHEN NOT same THEN claim_allows_low_open END AS claim_allows_low_open,
    CASE WHEN NOT same THEN claim_allows_high_open END AS claim_allows_high_open,
    first_said_at,
    nullif(last_said_at, first_said_at) AS last_said_at,
    superseded_by
FROM near_figure
ORDER BY series_id, as_of, figure_id

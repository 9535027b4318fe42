-- The figures of staged_state with the words of their best claim: one of this batch, or as they were. One row each.
CREATE OR REPLACE TEMP TABLE arriving_figure AS
SELECT
    s.* EXCLUDE (is_new),
    coalesce(w.article_id, n.article_id) AS article_id,
    coalesce(w.quote, n.quote) AS quote,
    coalesce(CASE WHEN w.change = 'down' THEN -w.value_high ELSE w.value_low END, n.value_low) AS value_low,
    coalesce(CASE WHEN w.change = 'down' THEN -w.value_low ELSE w.value_high END, n.value_high) AS value_high,
    -- More than 3 % down is less than -3.
    coalesce(CASE WHEN w.change = 'down' THEN translate(w.bound, '<>', '><') ELSE w.bound END, n.bound) AS bound,
    CASE WHEN w.claim_id IS NULL THEN n.unit ELSE w.unit END AS unit,
    CASE WHEN w.claim_id IS NULL THEN n.per ELSE w.per END AS per
FROM staged_state AS s
LEFT JOIN staged_claim AS w ON w.claim_id = s.claim_id
LEFT JOIN near_figure AS n ON n.figure_id = s.figure_id

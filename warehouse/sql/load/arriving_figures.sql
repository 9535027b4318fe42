-- The figures of staged_state with the words of their best claim: one of this batch, or as they were. One row each.
CREATE OR REPLACE TEMP TABLE arriving_figure AS
WITH worded AS (
    SELECT
        claim_id,
        article_id,
        quote,
        CASE WHEN change = 'down' THEN -value_high ELSE value_low END AS value_low,
        CASE WHEN change = 'down' THEN -value_low ELSE value_high END AS value_high,
        -- More than 3 % down is less than -3.
        CASE WHEN change = 'down' THEN translate(bound, '<>', '><') ELSE bound END AS bound,
        unit,
        per,
    FROM staged_claim
    WHERE claim_id IN (SELECT claim_id FROM staged_state)
)
SELECT
    s.* EXCLUDE (is_new),
    coalesce(w.article_id, n.article_id) AS article_id,
    coalesce(w.quote, n.quote) AS quote,
    coalesce(w.value_low, n.value_low) AS value_low,
    coalesce(w.value_high, n.value_high) AS value_high,
    coalesce(w.bound, n.bound) AS bound,
    CASE WHEN w.claim_id IS NULL THEN n.unit ELSE w.unit END AS unit,
    CASE WHEN w.claim_id IS NULL THEN n.per ELSE w.per END AS per
FROM staged_state AS s
LEFT JOIN worded AS w USING (claim_id)
LEFT JOIN near_figure AS n USING (figure_id)

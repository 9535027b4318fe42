-- How the best claims named in staged_id put the figures of near_figure, signed. One row each.
SELECT claim_id, value_low, value_high, bound, unit, per, quote, article_id
FROM near_figure
SEMI JOIN staged_id USING (claim_id)

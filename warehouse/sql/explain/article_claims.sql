-- Claims of an article's current text, in order of the text. One row each.
SELECT quote, subject, measure, period_iso, modality, bound, value_low, value_high, unit, per, claim_id, figure_id
FROM mart.claim
WHERE article_id = $id AND is_current
ORDER BY char_start

-- Claims of an article's current text, in order of the text. One row each.
SELECT quote, subject, measure, period_iso, modality, bound, value_low, value_high, unit, per, claim_id, figure_id,
    CASE WHEN k.rejected THEN 'rejected' WHEN k.corrected THEN coalesce(k.changes, 'confirmed') END AS by_hand
FROM mart.claim AS c
LEFT JOIN core.corrected AS k USING (claim_id)
WHERE article_id = $id AND is_current
ORDER BY char_start

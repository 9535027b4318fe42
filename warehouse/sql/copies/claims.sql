-- Claims of the current texts of articles $articles (JSON): by what they state, and their origin. One row each.
SELECT
    c.article_id, c.series_id, c.base_value_low, c.base_value_high, c.modality, c.period_start, c.period_end, c.origin_id
FROM core.claim AS c
JOIN core.article AS a USING (article_id, text_sha256)
WHERE c.article_id IN (SELECT unnest(from_json($articles, '["VARCHAR"]')))

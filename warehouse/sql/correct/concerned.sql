-- Claims that are in one of the series of staged_series, or that staged_place names by id or by words. One row each.
CREATE OR REPLACE TEMP TABLE concerned AS
SELECT claim_id, article_id FROM core.claim WHERE series_id IN (SELECT series_id FROM staged_series)
UNION
SELECT claim_id, article_id FROM core.claim WHERE claim_id IN (SELECT claim_id FROM staged_place)
UNION
SELECT c.claim_id, c.article_id
FROM core.claim AS c
JOIN core.article AS a USING (article_id)
JOIN staged_place AS p ON (p.url, p.quote, p.sentence) = (a.url, c.quote, c.sentence)

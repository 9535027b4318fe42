-- One row for each claim of today's texts, in either file: what became of it. Claims are paired by the place of their
-- words in the text; texts that only one file has (an edit read meanwhile) are left out.
CREATE OR REPLACE TEMP VIEW claim_difference AS
WITH now AS (
    SELECT c.*, r.quote AS replaced_by_quote
    FROM core.claim AS c
    SEMI JOIN core.article USING (article_id, text_sha256)
    SEMI JOIN before.core.article USING (article_id, text_sha256)
    LEFT JOIN core.claim AS r ON r.claim_id = c.replaced_by
),
was AS (
    SELECT c.*, r.quote AS replaced_by_quote
    FROM before.core.claim AS c
    SEMI JOIN before.core.article USING (article_id, text_sha256)
    SEMI JOIN core.article USING (article_id, text_sha256)
    LEFT JOIN before.core.claim AS r ON r.claim_id = c.replaced_by
),
reading AS (
    SELECT
        coalesce(now.quote, was.quote) AS quote,
        coalesce(now.article_id, was.article_id) AS article_id,
        char_start,
        CASE WHEN was.claim_id IS NOT NULL THEN
            concat_ws(' | ', was.bound, was.value_text, was.unit, was.per, was.kind, was.change, was.subject,
                      was.measure, was.period_iso, was.modality, was.attributed_to,
                      'replaced by ' || was.replaced_by_quote)
        END AS before,
        CASE WHEN now.claim_id IS NOT NULL THEN
            concat_ws(' | ', now.bound, now.value_text, now.unit, now.per, now.kind, now.change, now.subject,
                      now.measure, now.period_iso, now.modality, now.attributed_to,
                      'replaced by ' || now.replaced_by_quote)
        END AS now
    FROM now
    FULL JOIN was USING (article_id, text_sha256, char_start, char_end)
)
SELECT
    CASE
        WHEN before IS NULL THEN 'added'
        WHEN now IS NULL THEN 'lost'
        WHEN before = now THEN 'same'
        ELSE 'changed'
    END AS what,
    *
FROM reading

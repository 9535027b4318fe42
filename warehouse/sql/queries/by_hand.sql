-- What people have put right in these series, claims that were moved away or rejected included, in order of the file.
-- One row for each correction and claim; one for each correction of a series or remark. before and after are words.
WITH named AS (
    SELECT unnest($series::VARCHAR[]) AS series_id
),
step AS (
    SELECT k.claim_id, k.own_series_id, unnest(k.steps, recursive := true) FROM core.corrected AS k
),
title AS (
    SELECT series_id, concat_ws(' ', 'series', series_id, nullif(concat_ws(': ', subject, measure), '')) AS words
    FROM core.series
)
SELECT
    k.action,
    k.state,
    coalesce(c.claim_id, CASE WHEN k.series_ids = [] THEN k.target END) AS claim_id,
    CASE WHEN c.claim_id IS NULL THEN coalesce(t.words, 'series ' || k.series_ids[1]) ELSE s.before END AS before,
    CASE
        WHEN c.claim_id IS NOT NULL THEN s.after
        WHEN k.action = 'split' THEN concat(
            coalesce(n.words, 'series ' || k.series_ids[2]),
            ', what is said ',
            concat_ws(
                ' ',
                'by ' || json_extract_string(k.entry, '$.outlet'),
                'with the words ' || json_extract_string(k.entry, '$.words')
            )
        )
        WHEN k.action = 'merge' THEN coalesce(n.words, 'series ' || k.series_ids[2])
    END AS after,
    k.note AS why,
    k.made_by AS by,
    k.made_at AS at,
    c.quote,
    c.sentence,
    c.context,
    c.outlet,
    a.title,
    a.url,
    v.published_at,
    v.fetched_at AS retrieved_at,
    g.sha256 AS page_sha256,
    c.text_sha256,
    c.char_start,
    c.char_end,
    c.figure_id
FROM core.correction AS k
LEFT JOIN step AS s USING (correction_id)
LEFT JOIN core.claim AS c ON c.claim_id = coalesce(s.claim_id, CASE WHEN k.action = 'note' THEN k.target END)
LEFT JOIN core.article AS a ON a.article_id = c.article_id
LEFT JOIN core.article_version AS v ON (v.article_id, v.version) = (c.article_id, c.version)
LEFT JOIN raw.page AS g ON g.page_id = v.page_id
LEFT JOIN title AS t ON t.series_id = k.series_ids[1]
LEFT JOIN title AS n ON n.series_id = k.series_ids[2]
WHERE k.state = 'applied'
    AND (
        c.series_id IN (FROM named)
        OR s.own_series_id IN (FROM named)
        OR (s.claim_id IS NULL AND list_has_any(k.series_ids, (SELECT list(series_id) FROM named)))
    )
ORDER BY k.rowid, c.said_at, c.claim_id

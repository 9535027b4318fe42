-- A claim with the reading of it, what it is linked by, and the archived page it was read from. One row, or none.
SELECT
    c.claim_id, c.quote, c.sentence, c.context, c.value_text AS value, c.bound, c.kind, c.unit, c.per, c.change, c.measure, c.subject,
    c.period_text AS period, c.period_iso, c.modality, c.attributed_to, new.quote || ' (' || c.replaced_by || ')' AS replaced_by, c.rule AS made_by_rules, c.extractor_version,
    CASE
        WHEN c.vague THEN 'no figure is made of it: the amount is vague'
        WHEN c.base_value_low IS NULL THEN 'no figure is made of it: the value is out of range'
        WHEN h.rejected THEN 'no figure is made of it: rejected by hand'
        WHEN c.replaced_by IS NOT NULL AND c.figure_id IS NULL THEN 'no figure is made of it: the text says that it has been replaced'
        WHEN NOT c.comparable AND c.base_value_low = 0 AND regexp_matches(c.value_text, '^-?[0.]*[1-9]')
            THEN 'no figure is made of it: the value is too small, nothing of it is left at ten decimal places'
        WHEN NOT c.comparable AND c.subject_key IS NOT NULL AND c.measure_key IS NOT NULL
            THEN 'no figure is made of it: it is what was before, and the text does not say when'
        WHEN NOT c.comparable THEN 'no figure is made of it: neither subject nor measure is stated'
        WHEN c.local AND c.subject_key IS NOT NULL AND c.measure_key IS NOT NULL
            THEN 'linked inside its article only: elsewhere these words are of something else ("the bridge", no name)'
        WHEN c.local THEN 'linked inside its article only: subject or measure is not stated'
    END AS linking,
    c.subject_key, c.measure_key,
    concat(
        CASE WHEN c.allow_low_open OR c.allow_low IS NULL THEN '(' ELSE '[' END,
        coalesce(rtrim(rtrim(c.allow_low::VARCHAR, '0'), '.'), '-infinity'), ', ',
        coalesce(rtrim(rtrim(c.allow_high::VARCHAR, '0'), '.'), 'infinity'),
        CASE WHEN c.allow_high_open OR c.allow_high IS NULL THEN ')' ELSE ']' END,
        ' ', nullif(c.base_unit, '1')
    ) AS allows,
    c.series_id, c.figure_id, c.article_id, a.title, a.url, c.outlet, c.said_at,
    c.version AS text_version, c.char_start, c.char_end,
    v.fetched_at, t.feed AS text_of_feed, nullif(p.warc_file, '') AS archived_in, CASE WHEN p.warc_offset >= 0 THEN p.warc_offset END AS archive_offset,
    CASE WHEN c.text_sha256 <> a.text_sha256 THEN 'the article''s text of today no longer holds it' END AS edited,
    (
        SELECT string_agg(concat_ws(', ', k.action || coalesce(': ' || k.note, ''), 'by ' || k.made_by,
            strftime(k.made_at, '%Y-%m-%d')), '; ' ORDER BY k.rowid)
        FROM core.correction AS k
        WHERE k.target = c.claim_id
            OR list_contains(list_transform(h.steps, lambda step: step.correction_id), k.correction_id)
    ) AS put_right_by_hand,
    h.read_before,
    h.changes AS changed_by_hand
FROM core.claim AS c
JOIN core.article AS a USING (article_id)
JOIN core.article_version AS v ON (v.article_id, v.version) = (c.article_id, c.version)
LEFT JOIN raw.page AS p ON p.page_id = v.page_id
LEFT JOIN raw.feed_text AS t ON t.page_id = v.page_id
LEFT JOIN core.claim AS new ON new.claim_id = c.replaced_by
LEFT JOIN core.corrected AS h ON h.claim_id = c.claim_id
WHERE c.claim_id = $id

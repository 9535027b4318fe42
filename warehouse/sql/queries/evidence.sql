-- Claims that state a figure of these series, in order of time, with where and when they were found. One row each.
SELECT
    f.figure_id,
    f.as_of,
    f.modality,
    c.claim_id,
    c.quote,
    c.sentence,
    c.context,
    c.value_low,
    c.value_high,
    c.bound,
    c.unit,
    c.per,
    c.subject,
    c.measure,
    c.period_iso,
    c.attributed_to,
    c.outlet,
    a.title,
    a.url,
    v.published_at,
    v.fetched_at AS retrieved_at,
    t.feed AS text_of_feed,
    g.sha256 AS page_sha256,
    c.text_sha256,
    c.char_start,
    c.char_end,
    nullif(g.warc_file, '') AS archive_file,
    CASE WHEN g.warc_offset >= 0 THEN g.warc_offset END AS archive_offset,
    p.live AS in_the_text_of_today,
    coalesce(k.corrected, false) AS corrected,
    k.read_before,
    c.rule,
    c.extractor_version
FROM core.figure AS f
JOIN core.appearance AS p USING (figure_id)
JOIN core.claim AS c ON c.claim_id = p.claim_id
JOIN core.article AS a ON a.article_id = c.article_id
JOIN core.article_version AS v ON (v.article_id, v.version) = (c.article_id, c.version)
LEFT JOIN raw.page AS g ON g.page_id = v.page_id
LEFT JOIN raw.feed_text AS t ON t.page_id = v.page_id
LEFT JOIN core.corrected AS k ON k.claim_id = c.claim_id
WHERE f.series_id IN (SELECT unnest($series::VARCHAR[]))
ORDER BY f.as_of, f.modality, f.figure_id, c.said_at, c.claim_id

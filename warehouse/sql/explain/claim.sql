-- The claim with id $name, with where its page lies in the archive. One row for each version of the article, or none.
SELECT
    c.quote, c.sentence, c.subject, c.measure, c.kind, c.value_low, c.value_high, c.bound, c.unit, c.per, c.change,
    c.period_text, c.period_iso, c.modality, c.attributed_to, c.vague, c.rule, c.extractor_version, c.outlet, c.title,
    c.url, c.published_at, c.version, c.is_current, c.char_start, c.char_end, p.fetched_at, p.sha256 AS page_sha256,
    p.warc_file, p.warc_offset, c.figure_id, c.series_id
FROM mart.claim AS c
JOIN core.article_version AS v ON (v.article_id, v.version) = (c.article_id, c.version)
LEFT JOIN raw.page AS p USING (page_id)
WHERE c.claim_id = $name
ORDER BY c.version

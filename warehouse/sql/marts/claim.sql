CREATE OR REPLACE VIEW mart.claim AS
SELECT
    c.claim_id,
    c.article_id,
    c.version,
    c.quote,
    c.sentence,
    c.context,
    c.char_start,
    c.char_end,
    c.value_low,
    c.value_high,
    c.bound,
    c.kind,
    c.unit,
    c.per,
    c.change,
    c.measure,
    c.subject,
    c.period_text,
    c.period_iso,
    c.period_start,
    c.period_end,
    c.modality,
    c.attributed_to,
    c.vague,
    c.replaced_by,
    c.base_value_low,
    c.base_value_high,
    c.base_unit,
    c.series_id,
    c.figure_id,
    c.rule,
    c.extractor_version,
    c.outlet,
    a.published_at,
    c.said_at,
    a.url,
    a.title,
    a.source_id,
    a.language,
    c.text_sha256 = a.text_sha256 AS is_current,
    coalesce(k.corrected, false) AS corrected,
    coalesce(k.rejected, false) AS rejected,
    k.read_before
FROM core.claim AS c
JOIN core.article AS a USING (article_id)
LEFT JOIN core.corrected AS k ON k.claim_id = c.claim_id;
COMMENT ON VIEW mart.claim IS 'Every mention of a quantity with its sentence and article. One row for each mention in each text of an article; is_current picks those of today''s text.';
COMMENT ON COLUMN mart.claim.claim_id IS 'Id of the claim: the same text always gives the same ids.';
COMMENT ON COLUMN mart.claim.article_id IS 'Id of the article.';
COMMENT ON COLUMN mart.claim.version IS 'Version of the article it stands in, from 1.';
COMMENT ON COLUMN mart.claim.quote IS 'The words of the quantity, as they stand in the text.';
COMMENT ON COLUMN mart.claim.sentence IS 'The sentence as it stands in the text.';
COMMENT ON COLUMN mart.claim.context IS 'What the heads of the table say of it, where the sentence is a row of one, such as "$ million · Q3 2026"; NULL otherwise.';
COMMENT ON COLUMN mart.claim.char_start IS 'First character of the quote in the article''s text.';
COMMENT ON COLUMN mart.claim.char_end IS 'Character after its last.';
COMMENT ON COLUMN mart.claim.value_low IS 'Value as stated, scale words applied, in unit; NULL when too large for DECIMAL(38, 10).';
COMMENT ON COLUMN mart.claim.value_high IS 'Upper value of a stated range; equal to value_low otherwise.';
COMMENT ON COLUMN mart.claim.bound IS 'How the text hedges it: = ~ > >= < <=.';
COMMENT ON COLUMN mart.claim.kind IS 'count, money, percent, percentage_point, measure, duration, age, rank, ratio, score or index.';
COMMENT ON COLUMN mart.claim.unit IS 'Unit as stated: counted noun, ISO 4217 code, % or symbol; NULL for ranks, ratios, scores.';
COMMENT ON COLUMN mart.claim.per IS 'Denominator of a rate, such as day; NULL for none.';
COMMENT ON COLUMN mart.claim.change IS 'up or down when the quantity is the size of a move; NULL for a level.';
COMMENT ON COLUMN mart.claim.measure IS 'What is measured, in the article''s words; NULL if not stated.';
COMMENT ON COLUMN mart.claim.subject IS 'Whose figure it is, in the article''s words; NULL if not stated.';
COMMENT ON COLUMN mart.claim.period_text IS 'Words that say when it holds; NULL if none.';
COMMENT ON COLUMN mart.claim.period_iso IS 'That time in ISO 8601; NULL if none.';
COMMENT ON COLUMN mart.claim.period_start IS 'First day of the period; NULL if none is stated.';
COMMENT ON COLUMN mart.claim.period_end IS 'Last day of the period; NULL if none is stated.';
COMMENT ON COLUMN mart.claim.modality IS 'actual, forecast, target or hypothetical.';
COMMENT ON COLUMN mart.claim.attributed_to IS 'Who is given as the source of the figure; NULL if nobody.';
COMMENT ON COLUMN mart.claim.vague IS 'True for amounts a careful reader might not count, such as dozens; they take no part in figures.';
COMMENT ON COLUMN mart.claim.replaced_by IS 'Claim of the text that took the place of this one, where the text says that this was given before; NULL elsewhere.';
COMMENT ON COLUMN mart.claim.base_value_low IS 'Value in base_unit; below zero where the change is down.';
COMMENT ON COLUMN mart.claim.base_value_high IS 'Upper value in base_unit, likewise.';
COMMENT ON COLUMN mart.claim.base_unit IS 'SI unit, B for bytes, ISO 4217 code, %, pp, or 1 for counts, ranks and ratios.';
COMMENT ON COLUMN mart.claim.series_id IS 'Series it belongs to.';
COMMENT ON COLUMN mart.claim.figure_id IS 'Figure it states; NULL for vague amounts and values out of range.';
COMMENT ON COLUMN mart.claim.rule IS 'Rules of the extractor that made it, in order.';
COMMENT ON COLUMN mart.claim.extractor_version IS 'Version of the extractor that found it.';
COMMENT ON COLUMN mart.claim.outlet IS 'Who published it.';
COMMENT ON COLUMN mart.claim.published_at IS 'When the article was published, UTC; NULL if unknown.';
COMMENT ON COLUMN mart.claim.said_at IS 'When it counts as said: publication, or the first fetch where unknown. UTC.';
COMMENT ON COLUMN mart.claim.url IS 'Canonical URL of the article.';
COMMENT ON COLUMN mart.claim.title IS 'Headline of the article.';
COMMENT ON COLUMN mart.claim.source_id IS 'Source the article first came from.';
COMMENT ON COLUMN mart.claim.language IS 'Language of the article, ISO 639-1; NULL when unsure.';
COMMENT ON COLUMN mart.claim.is_current IS 'True when the article''s text of today holds the claim; false once it was edited away.';
COMMENT ON COLUMN mart.claim.corrected IS 'True when a person has put right by hand what it says, or its series: value and the rest are then not what the sentence says.';
COMMENT ON COLUMN mart.claim.rejected IS 'True when a person has said that it is no claim; it makes no figure.';
COMMENT ON COLUMN mart.claim.read_before IS 'What the extractor had read before a person changed it, such as value 5.9; NULL where nothing was changed.';

CREATE OR REPLACE VIEW mart.edit AS
SELECT
    event_id,
    occurred_at,
    detected_at,
    subject,
    measure,
    modality,
    period_iso,
    old_low,
    old_high,
    old_bound,
    new_low,
    new_high,
    new_bound,
    unit,
    per,
    change_abs,
    change_pct,
    old_quote,
    quote,
    sentence,
    context,
    outlet,
    url,
    title,
    published_at,
    article_id,
    series_id,
    figure_id,
    old_figure_id,
    claim_id,
    old_claim_id
FROM core.event
WHERE kind = 'edit';
COMMENT ON VIEW mart.edit IS 'Figures that were changed inside an article after it was published. One row each, with both quotes.';
COMMENT ON COLUMN mart.edit.event_id IS 'Id of the event.';
COMMENT ON COLUMN mart.edit.occurred_at IS 'When the article that made it was published (edited, for an edit); the end of the period for forecast_due. UTC.';
COMMENT ON COLUMN mart.edit.detected_at IS 'When the load that found it ran, UTC.';
COMMENT ON COLUMN mart.edit.subject IS 'Whose figure it is, in the article''s words.';
COMMENT ON COLUMN mart.edit.measure IS 'What is measured, in the article''s words.';
COMMENT ON COLUMN mart.edit.modality IS 'Modality of the new figure.';
COMMENT ON COLUMN mart.edit.period_iso IS 'Period of the new figure, ISO 8601; NULL for none.';
COMMENT ON COLUMN mart.edit.old_low IS 'Value it is set against, in unit; NULL for none.';
COMMENT ON COLUMN mart.edit.old_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.edit.old_bound IS 'How the old value is hedged.';
COMMENT ON COLUMN mart.edit.new_low IS 'New value as stated, in unit; below zero where a change is down.';
COMMENT ON COLUMN mart.edit.new_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.edit.new_bound IS 'How the new value is hedged.';
COMMENT ON COLUMN mart.edit.unit IS 'Unit of all values in the row.';
COMMENT ON COLUMN mart.edit.per IS 'Denominator of them; NULL for none.';
COMMENT ON COLUMN mart.edit.change_abs IS 'New minus old, in unit; NULL without an old value.';
COMMENT ON COLUMN mart.edit.change_pct IS 'The same relative to old, in percent; NULL for percentages, ranks, and from below zero to above.';
COMMENT ON COLUMN mart.edit.old_quote IS 'Words of the old value.';
COMMENT ON COLUMN mart.edit.quote IS 'Words of the new value.';
COMMENT ON COLUMN mart.edit.sentence IS 'Their sentence.';
COMMENT ON COLUMN mart.edit.context IS 'What the heads of the table say of it, where the sentence is a row of one, such as "$ million · Q3 2026"; NULL otherwise.';
COMMENT ON COLUMN mart.edit.outlet IS 'Outlet of the article.';
COMMENT ON COLUMN mart.edit.url IS 'URL of the article.';
COMMENT ON COLUMN mart.edit.title IS 'Its headline.';
COMMENT ON COLUMN mart.edit.published_at IS 'When it was published, UTC; NULL if unknown.';
COMMENT ON COLUMN mart.edit.article_id IS 'Article of the new claim.';
COMMENT ON COLUMN mart.edit.series_id IS 'Series; NULL for a source.';
COMMENT ON COLUMN mart.edit.figure_id IS 'New figure.';
COMMENT ON COLUMN mart.edit.old_figure_id IS 'Figure it is set against.';
COMMENT ON COLUMN mart.edit.claim_id IS 'Claim that made the event.';
COMMENT ON COLUMN mart.edit.old_claim_id IS 'Claim that states the old figure.';

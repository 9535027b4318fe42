CREATE OR REPLACE VIEW mart.event AS
SELECT
    event_id,
    kind,
    occurred_at,
    detected_at,
    subject,
    measure,
    kind_of_value,
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
    change,
    change_abs,
    change_pct,
    change_points,
    outcome,
    outlets,
    origins,
    quote,
    sentence,
    context,
    outlet,
    url,
    title,
    published_at,
    old_quote,
    old_outlet,
    old_url,
    old_published_at,
    message,
    indicators,
    tags,
    series_id,
    figure_id,
    old_figure_id,
    claim_id,
    old_claim_id,
    article_id,
    source_id
FROM core.event;
COMMENT ON VIEW mart.event IS 'What happened to figures and sources, with old and new value and the evidence for both. One row each.';
COMMENT ON COLUMN mart.event.event_id IS 'Id of the event.';
COMMENT ON COLUMN mart.event.kind IS 'new_series, new_figure, revision, conflict, edit, forecast, forecast_changed, forecast_due, source_failed, source_silent, yield_drop or indicator_stale.';
COMMENT ON COLUMN mart.event.occurred_at IS 'When the article that made it was published (edited, for an edit); the end of the period for forecast_due. UTC.';
COMMENT ON COLUMN mart.event.detected_at IS 'When the load that found it ran, UTC.';
COMMENT ON COLUMN mart.event.subject IS 'Whose figure it is, in the article''s words.';
COMMENT ON COLUMN mart.event.measure IS 'What is measured, in the article''s words.';
COMMENT ON COLUMN mart.event.kind_of_value IS 'Kind of quantity.';
COMMENT ON COLUMN mart.event.modality IS 'Modality of the new figure.';
COMMENT ON COLUMN mart.event.period_iso IS 'Period of the new figure, ISO 8601; NULL for none.';
COMMENT ON COLUMN mart.event.old_low IS 'Value it is set against, in unit; NULL for none.';
COMMENT ON COLUMN mart.event.old_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.event.old_bound IS 'How the old value is hedged.';
COMMENT ON COLUMN mart.event.new_low IS 'New value as stated, in unit; below zero where a change is down.';
COMMENT ON COLUMN mart.event.new_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.event.new_bound IS 'How the new value is hedged.';
COMMENT ON COLUMN mart.event.unit IS 'Unit of all values in the row.';
COMMENT ON COLUMN mart.event.per IS 'Denominator of them; NULL for none.';
COMMENT ON COLUMN mart.event.change IS 'up or down where the values are sizes of moves.';
COMMENT ON COLUMN mart.event.change_abs IS 'New minus old, in unit; NULL without an old value.';
COMMENT ON COLUMN mart.event.change_pct IS 'The same relative to old, in percent; NULL for percentages, ranks, and from below zero to above.';
COMMENT ON COLUMN mart.event.change_points IS 'Percentage points, where the values are percentages.';
COMMENT ON COLUMN mart.event.outcome IS 'met, missed or silent, for forecast_due.';
COMMENT ON COLUMN mart.event.outlets IS 'Outlets that carried the new figure when the event was found.';
COMMENT ON COLUMN mart.event.origins IS 'Origins of it then: copies count once.';
COMMENT ON COLUMN mart.event.quote IS 'Words of the new value.';
COMMENT ON COLUMN mart.event.sentence IS 'Their sentence.';
COMMENT ON COLUMN mart.event.context IS 'What the heads of the table say of it, where the sentence is a row of one, such as "$ million · Q3 2026"; NULL otherwise.';
COMMENT ON COLUMN mart.event.outlet IS 'Outlet of the article.';
COMMENT ON COLUMN mart.event.url IS 'URL of the article.';
COMMENT ON COLUMN mart.event.title IS 'Its headline.';
COMMENT ON COLUMN mart.event.published_at IS 'When it was published, UTC; NULL if unknown.';
COMMENT ON COLUMN mart.event.old_quote IS 'Words of the old value.';
COMMENT ON COLUMN mart.event.old_outlet IS 'Outlet that gave it.';
COMMENT ON COLUMN mart.event.old_url IS 'URL of its article.';
COMMENT ON COLUMN mart.event.old_published_at IS 'When that was published, UTC.';
COMMENT ON COLUMN mart.event.message IS 'What happened to a source or an indicator, in one line; of forecast_due: exceeded, beaten or undershot, where it was met and more, or what was said last before, where it is silent. NULL otherwise.';
COMMENT ON COLUMN mart.event.indicators IS 'Indicators the series belonged to when the event was found.';
COMMENT ON COLUMN mart.event.tags IS 'Tags of the source.';
COMMENT ON COLUMN mart.event.series_id IS 'Series; NULL for a source.';
COMMENT ON COLUMN mart.event.figure_id IS 'New figure.';
COMMENT ON COLUMN mart.event.old_figure_id IS 'Figure it is set against.';
COMMENT ON COLUMN mart.event.claim_id IS 'Claim that made the event.';
COMMENT ON COLUMN mart.event.old_claim_id IS 'Claim that states the old figure.';
COMMENT ON COLUMN mart.event.article_id IS 'Article of the new claim.';
COMMENT ON COLUMN mart.event.source_id IS 'Source of the article, or the source it happened to.';

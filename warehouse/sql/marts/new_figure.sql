CREATE OR REPLACE VIEW mart.new_figure AS
SELECT
    event_id,
    occurred_at,
    detected_at,
    subject,
    measure,
    kind_of_value,
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
    change_points,
    outlets,
    origins,
    quote,
    sentence,
    context,
    outlet,
    url,
    published_at,
    old_quote,
    old_outlet,
    old_url,
    old_published_at,
    indicators,
    series_id,
    figure_id,
    old_figure_id,
    claim_id,
    old_claim_id
FROM core.event
WHERE kind = 'new_figure';
COMMENT ON VIEW mart.new_figure IS 'Figures that differ from the one before them in their series. One row each, with the change and the evidence for both.';
COMMENT ON COLUMN mart.new_figure.event_id IS 'Id of the event.';
COMMENT ON COLUMN mart.new_figure.occurred_at IS 'When the article that made it was published (edited, for an edit); the end of the period for forecast_due. UTC.';
COMMENT ON COLUMN mart.new_figure.detected_at IS 'When the load that found it ran, UTC.';
COMMENT ON COLUMN mart.new_figure.subject IS 'Whose figure it is, in the article''s words.';
COMMENT ON COLUMN mart.new_figure.measure IS 'What is measured, in the article''s words.';
COMMENT ON COLUMN mart.new_figure.kind_of_value IS 'Kind of quantity.';
COMMENT ON COLUMN mart.new_figure.period_iso IS 'Period of the new figure, ISO 8601; NULL for none.';
COMMENT ON COLUMN mart.new_figure.old_low IS 'Value it is set against, in unit; NULL for none.';
COMMENT ON COLUMN mart.new_figure.old_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.new_figure.old_bound IS 'How the old value is hedged.';
COMMENT ON COLUMN mart.new_figure.new_low IS 'New value as stated, in unit; below zero where a change is down.';
COMMENT ON COLUMN mart.new_figure.new_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.new_figure.new_bound IS 'How the new value is hedged.';
COMMENT ON COLUMN mart.new_figure.unit IS 'Unit of all values in the row.';
COMMENT ON COLUMN mart.new_figure.per IS 'Denominator of them; NULL for none.';
COMMENT ON COLUMN mart.new_figure.change_abs IS 'New minus old, in unit; NULL without an old value.';
COMMENT ON COLUMN mart.new_figure.change_pct IS 'The same relative to old, in percent; NULL for percentages, ranks, and from below zero to above.';
COMMENT ON COLUMN mart.new_figure.change_points IS 'Percentage points, where the values are percentages.';
COMMENT ON COLUMN mart.new_figure.outlets IS 'Outlets that carried the new figure when the event was found.';
COMMENT ON COLUMN mart.new_figure.origins IS 'Origins of it then: copies count once.';
COMMENT ON COLUMN mart.new_figure.quote IS 'Words of the new value.';
COMMENT ON COLUMN mart.new_figure.sentence IS 'Their sentence.';
COMMENT ON COLUMN mart.new_figure.context IS 'What the heads of the table say of it, where the sentence is a row of one, such as "$ million · Q3 2026"; NULL otherwise.';
COMMENT ON COLUMN mart.new_figure.outlet IS 'Outlet of the article.';
COMMENT ON COLUMN mart.new_figure.url IS 'URL of the article.';
COMMENT ON COLUMN mart.new_figure.published_at IS 'When it was published, UTC; NULL if unknown.';
COMMENT ON COLUMN mart.new_figure.old_quote IS 'Words of the old value.';
COMMENT ON COLUMN mart.new_figure.old_outlet IS 'Outlet that gave it.';
COMMENT ON COLUMN mart.new_figure.old_url IS 'URL of its article.';
COMMENT ON COLUMN mart.new_figure.old_published_at IS 'When that was published, UTC.';
COMMENT ON COLUMN mart.new_figure.indicators IS 'Indicators the series belonged to when the event was found.';
COMMENT ON COLUMN mart.new_figure.series_id IS 'Series; NULL for a source.';
COMMENT ON COLUMN mart.new_figure.figure_id IS 'New figure.';
COMMENT ON COLUMN mart.new_figure.old_figure_id IS 'Figure it is set against.';
COMMENT ON COLUMN mart.new_figure.claim_id IS 'Claim that made the event.';
COMMENT ON COLUMN mart.new_figure.old_claim_id IS 'Claim that states the old figure.';

CREATE OR REPLACE VIEW mart.conflict AS
SELECT
    e.event_id,
    e.occurred_at,
    e.detected_at,
    e.subject,
    e.measure,
    e.modality,
    e.kind_of_value,
    e.period_iso,
    e.old_low,
    e.old_high,
    e.old_bound,
    e.new_low,
    e.new_high,
    e.new_bound,
    e.unit,
    e.per,
    e.change_abs,
    e.change_pct,
    e.outlets,
    e.origins,
    e.quote,
    e.sentence,
    e.context,
    e.outlet,
    e.url,
    e.published_at,
    e.old_quote,
    e.old_outlet,
    e.old_url,
    e.old_published_at,
    e.series_id,
    e.figure_id,
    e.old_figure_id,
    e.claim_id,
    e.old_claim_id,
    coalesce(n.live AND o.live AND n.superseded_by IS NULL AND o.superseded_by IS NULL, false) AS is_open
FROM core.event AS e
LEFT JOIN core.figure AS n ON n.figure_id = e.figure_id
LEFT JOIN core.figure AS o ON o.figure_id = e.old_figure_id
WHERE e.kind = 'conflict';
COMMENT ON VIEW mart.conflict IS 'Two outlets that give different figures for one period. One row for each pair of figures; nothing is overwritten.';
COMMENT ON COLUMN mart.conflict.event_id IS 'Id of the event.';
COMMENT ON COLUMN mart.conflict.occurred_at IS 'When the article that made it was published (edited, for an edit); the end of the period for forecast_due. UTC.';
COMMENT ON COLUMN mart.conflict.detected_at IS 'When the load that found it ran, UTC.';
COMMENT ON COLUMN mart.conflict.subject IS 'Whose figure it is, in the article''s words.';
COMMENT ON COLUMN mart.conflict.measure IS 'What is measured, in the article''s words.';
COMMENT ON COLUMN mart.conflict.modality IS 'Modality of the new figure.';
COMMENT ON COLUMN mart.conflict.kind_of_value IS 'Kind of quantity.';
COMMENT ON COLUMN mart.conflict.period_iso IS 'Period of the new figure, ISO 8601; NULL for none.';
COMMENT ON COLUMN mart.conflict.old_low IS 'Value it is set against, in unit; NULL for none.';
COMMENT ON COLUMN mart.conflict.old_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.conflict.old_bound IS 'How the old value is hedged.';
COMMENT ON COLUMN mart.conflict.new_low IS 'New value as stated, in unit; below zero where a change is down.';
COMMENT ON COLUMN mart.conflict.new_high IS 'Upper value of a range.';
COMMENT ON COLUMN mart.conflict.new_bound IS 'How the new value is hedged.';
COMMENT ON COLUMN mart.conflict.unit IS 'Unit of all values in the row.';
COMMENT ON COLUMN mart.conflict.per IS 'Denominator of them; NULL for none.';
COMMENT ON COLUMN mart.conflict.change_abs IS 'New minus old, in unit; NULL without an old value.';
COMMENT ON COLUMN mart.conflict.change_pct IS 'The same relative to old, in percent; NULL for percentages and ranks.';
COMMENT ON COLUMN mart.conflict.outlets IS 'Outlets that carried the new figure when the event was found.';
COMMENT ON COLUMN mart.conflict.origins IS 'Origins of it then: copies count once.';
COMMENT ON COLUMN mart.conflict.quote IS 'Words of the new value.';
COMMENT ON COLUMN mart.conflict.sentence IS 'Their sentence.';
COMMENT ON COLUMN mart.conflict.context IS 'What the heads of the table say of it, where the sentence is a row of one, such as "$ million · Q3 2026"; NULL otherwise.';
COMMENT ON COLUMN mart.conflict.outlet IS 'Outlet of the article.';
COMMENT ON COLUMN mart.conflict.url IS 'URL of the article.';
COMMENT ON COLUMN mart.conflict.published_at IS 'When it was published, UTC; NULL if unknown.';
COMMENT ON COLUMN mart.conflict.old_quote IS 'Words of the old value.';
COMMENT ON COLUMN mart.conflict.old_outlet IS 'Outlet that gave it.';
COMMENT ON COLUMN mart.conflict.old_url IS 'URL of its article.';
COMMENT ON COLUMN mart.conflict.old_published_at IS 'When that was published, UTC.';
COMMENT ON COLUMN mart.conflict.series_id IS 'Series; NULL for a source.';
COMMENT ON COLUMN mart.conflict.figure_id IS 'New figure.';
COMMENT ON COLUMN mart.conflict.old_figure_id IS 'Figure it is set against.';
COMMENT ON COLUMN mart.conflict.claim_id IS 'Claim that made the event.';
COMMENT ON COLUMN mart.conflict.old_claim_id IS 'Claim that states the old figure.';
COMMENT ON COLUMN mart.conflict.is_open IS 'True while both figures stand: neither was edited away, revised or replaced.';

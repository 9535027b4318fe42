-- The first schema: raw is what was fetched, core what was learnt from it; mart holds the views people query.

CREATE SCHEMA IF NOT EXISTS raw;
-- raw: Ledger of what was fetched, as it came.
CREATE SCHEMA IF NOT EXISTS core;
-- core: What was learnt: articles, claims, series, figures, events, alerts.
CREATE SCHEMA IF NOT EXISTS mart;
-- mart: Views made for questions; start here.

CREATE TABLE core.migration (
    version INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE core.migration IS 'Migrations applied to this file, oldest first. One row each.';
COMMENT ON COLUMN core.migration.version IS 'Number of the migration file.';
COMMENT ON COLUMN core.migration.name IS 'Name of the migration file, without number and ending.';
COMMENT ON COLUMN core.migration.sha256 IS 'Digest of the migration''s text when it was applied.';
COMMENT ON COLUMN core.migration.applied_at IS 'When it was applied, UTC.';

CREATE TABLE core.setting (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL
);
COMMENT ON TABLE core.setting IS 'What the program remembers about this file. One row for each name.';
COMMENT ON COLUMN core.setting.name IS 'Name of the setting, such as views_sha256.';
COMMENT ON COLUMN core.setting.value IS 'Its value as text.';

CREATE TABLE raw.run (
    run_id VARCHAR NOT NULL,
    flow VARCHAR NOT NULL,
    started_at TIMESTAMP NOT NULL,
    finished_at TIMESTAMP
);
COMMENT ON TABLE raw.run IS 'Runs of the ingest flow. One row each.';
COMMENT ON COLUMN raw.run.run_id IS 'Id of the run, given by the flow.';
COMMENT ON COLUMN raw.run.flow IS 'Name of the flow that ran.';
COMMENT ON COLUMN raw.run.started_at IS 'When it started, UTC.';
COMMENT ON COLUMN raw.run.finished_at IS 'When it finished, UTC; NULL while it runs or when it died.';

CREATE TABLE raw.source_run (
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    finished_at TIMESTAMP NOT NULL,
    pages INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    articles_new INTEGER NOT NULL,
    articles_changed INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    error VARCHAR
);
COMMENT ON TABLE raw.source_run IS 'What one source gave in one run. One row for each run and source.';
COMMENT ON COLUMN raw.source_run.run_id IS 'Run.';
COMMENT ON COLUMN raw.source_run.source_id IS 'Source, as in config/sources.yaml.';
COMMENT ON COLUMN raw.source_run.finished_at IS 'When the run ended for this source, UTC.';
COMMENT ON COLUMN raw.source_run.pages IS 'Pages that gave an article or were rejected.';
COMMENT ON COLUMN raw.source_run.unchanged IS 'Links that gave what they gave before.';
COMMENT ON COLUMN raw.source_run.failures IS 'Links that gave nothing.';
COMMENT ON COLUMN raw.source_run.rejected IS 'Pages that held no article.';
COMMENT ON COLUMN raw.source_run.articles_new IS 'Articles seen for the first time.';
COMMENT ON COLUMN raw.source_run.articles_changed IS 'Articles whose text had changed.';
COMMENT ON COLUMN raw.source_run.claims IS 'Claims loaded from new and changed articles.';
COMMENT ON COLUMN raw.source_run.error IS 'Why the source as a whole gave nothing, in one line; NULL when it worked.';

CREATE TABLE raw.page (
    page_id VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    final_url VARCHAR NOT NULL,
    fetched_at TIMESTAMP NOT NULL,
    status INTEGER NOT NULL,
    content_type VARCHAR,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    warc_file VARCHAR NOT NULL,
    warc_offset BIGINT NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR,
    elapsed_ms INTEGER NOT NULL,
    robots VARCHAR NOT NULL,
    result VARCHAR NOT NULL,
    reason VARCHAR,
    message VARCHAR,
    article_id VARCHAR
);
COMMENT ON TABLE raw.page IS 'Ledger of fetched pages: one row for each body that was fetched and loaded. Bodies lie in the page archive.';
COMMENT ON COLUMN raw.page.page_id IS 'Id from URL, time and digest of the body.';
COMMENT ON COLUMN raw.page.run_id IS 'Run that loaded it.';
COMMENT ON COLUMN raw.page.source_id IS 'Source that listed it.';
COMMENT ON COLUMN raw.page.outlet IS 'Outlet of the source.';
COMMENT ON COLUMN raw.page.url IS 'URL as listed.';
COMMENT ON COLUMN raw.page.final_url IS 'URL after redirects.';
COMMENT ON COLUMN raw.page.fetched_at IS 'When it was fetched, UTC.';
COMMENT ON COLUMN raw.page.status IS 'HTTP status; 200 for a local file.';
COMMENT ON COLUMN raw.page.content_type IS 'Content-Type header as sent.';
COMMENT ON COLUMN raw.page.sha256 IS 'Digest of the body.';
COMMENT ON COLUMN raw.page.bytes IS 'Length of the body.';
COMMENT ON COLUMN raw.page.warc_file IS 'File of the page archive that holds it; empty when it was not archived.';
COMMENT ON COLUMN raw.page.warc_offset IS 'First byte of its record there; -1 when it was not archived.';
COMMENT ON COLUMN raw.page.etag IS 'ETag header, verbatim.';
COMMENT ON COLUMN raw.page.last_modified IS 'Last-Modified header, verbatim.';
COMMENT ON COLUMN raw.page.elapsed_ms IS 'How long the fetch took, in milliseconds.';
COMMENT ON COLUMN raw.page.robots IS 'What robots.txt said: allowed, none, not_asked; and the pause between requests that it asks for (crawl-delay).';
COMMENT ON COLUMN raw.page.result IS 'What became of it: article, or rejected.';
COMMENT ON COLUMN raw.page.reason IS 'Stable code of why it was rejected, such as empty or consent_wall; NULL for an article.';
COMMENT ON COLUMN raw.page.message IS 'The same in one line; NULL for an article.';
COMMENT ON COLUMN raw.page.article_id IS 'Article it gave; NULL when rejected.';

CREATE TABLE raw.unchanged (
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    checked_at TIMESTAMP NOT NULL,
    reason VARCHAR NOT NULL,
    etag VARCHAR,
    last_modified VARCHAR
);
COMMENT ON TABLE raw.unchanged IS 'Links that were asked for again and gave what they gave before. One row each time.';
COMMENT ON COLUMN raw.unchanged.run_id IS 'Run.';
COMMENT ON COLUMN raw.unchanged.source_id IS 'Source.';
COMMENT ON COLUMN raw.unchanged.url IS 'URL as listed.';
COMMENT ON COLUMN raw.unchanged.checked_at IS 'When it was asked for, UTC.';
COMMENT ON COLUMN raw.unchanged.reason IS 'not_modified (the server said 304) or same_bytes.';
COMMENT ON COLUMN raw.unchanged.etag IS 'ETag to remember, verbatim.';
COMMENT ON COLUMN raw.unchanged.last_modified IS 'Last-Modified to remember, verbatim.';

CREATE TABLE raw.failure (
    run_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    failed_at TIMESTAMP NOT NULL,
    retry_at TIMESTAMP
);
COMMENT ON TABLE raw.failure IS 'Ledger of links and sources that gave nothing. One row for each failure.';
COMMENT ON COLUMN raw.failure.run_id IS 'Run.';
COMMENT ON COLUMN raw.failure.source_id IS 'Source.';
COMMENT ON COLUMN raw.failure.url IS 'URL that failed; the source''s own when it failed as a whole.';
COMMENT ON COLUMN raw.failure.reason IS 'Stable code, such as timeout or robots.';
COMMENT ON COLUMN raw.failure.message IS 'What happened, in one line.';
COMMENT ON COLUMN raw.failure.failed_at IS 'When, UTC.';
COMMENT ON COLUMN raw.failure.retry_at IS 'Not to be asked before this, UTC; NULL for never again.';

CREATE TABLE core.article (
    article_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    title VARCHAR,
    language VARCHAR,
    published_at TIMESTAMP,
    first_seen_at TIMESTAMP NOT NULL,
    version INTEGER NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    tags VARCHAR[] NOT NULL
);
COMMENT ON TABLE core.article IS 'Pieces of news. One row for each canonical URL.';
COMMENT ON COLUMN core.article.article_id IS 'Id from the canonical URL.';
COMMENT ON COLUMN core.article.url IS 'Canonical URL.';
COMMENT ON COLUMN core.article.outlet IS 'Who published it.';
COMMENT ON COLUMN core.article.source_id IS 'Source that it first came from.';
COMMENT ON COLUMN core.article.title IS 'Headline of the current version.';
COMMENT ON COLUMN core.article.language IS 'ISO 639-1 code, or NULL when unsure.';
COMMENT ON COLUMN core.article.published_at IS 'When it was published, UTC, as the current version says; midnight where only a day is printed; NULL if unknown.';
COMMENT ON COLUMN core.article.first_seen_at IS 'When it was first fetched, UTC.';
COMMENT ON COLUMN core.article.version IS 'Number of the current version, from 1.';
COMMENT ON COLUMN core.article.text_sha256 IS 'Digest of the current text.';
COMMENT ON COLUMN core.article.tags IS 'Tags of the source it first came from.';

CREATE TABLE core.article_version (
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    title VARCHAR,
    authors VARCHAR[] NOT NULL,
    published_at TIMESTAMP,
    modified_at TIMESTAMP,
    said_at TIMESTAMP NOT NULL,
    said_on DATE NOT NULL,
    fetched_at TIMESTAMP NOT NULL,
    page_id VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    claims INTEGER NOT NULL,
    drops INTEGER NOT NULL
);
COMMENT ON TABLE core.article_version IS 'Texts of articles. One row each time an article''s text was found changed.';
COMMENT ON COLUMN core.article_version.article_id IS 'Article.';
COMMENT ON COLUMN core.article_version.version IS 'From 1, in order of fetching.';
COMMENT ON COLUMN core.article_version.text_sha256 IS 'Digest of the text; the same again when an edit was taken back.';
COMMENT ON COLUMN core.article_version.text IS 'The text; claims give offsets into it, counted in characters.';
COMMENT ON COLUMN core.article_version.title IS 'Headline.';
COMMENT ON COLUMN core.article_version.authors IS 'Authors as printed.';
COMMENT ON COLUMN core.article_version.published_at IS 'Publication time this version gives, UTC; NULL if none.';
COMMENT ON COLUMN core.article_version.modified_at IS 'Modification time this version gives, UTC; NULL if none.';
COMMENT ON COLUMN core.article_version.said_at IS 'When its statements count as made: publication, never later than the fetch; the fetch where unknown. UTC.';
COMMENT ON COLUMN core.article_version.said_on IS 'The day of that where it was published, as the outlet printed it; in UTC where unknown.';
COMMENT ON COLUMN core.article_version.fetched_at IS 'When it was fetched, UTC.';
COMMENT ON COLUMN core.article_version.page_id IS 'Page it was read from.';
COMMENT ON COLUMN core.article_version.extractor_version IS 'Version of the extractor that found its claims.';
COMMENT ON COLUMN core.article_version.claims IS 'Claims found in it.';
COMMENT ON COLUMN core.article_version.drops IS 'Numbers in it that are no claims.';

CREATE TABLE core.dropped (
    article_id VARCHAR NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    reason VARCHAR NOT NULL
);
COMMENT ON TABLE core.dropped IS 'Numbers that are no claims, and why. One row each, for each text.';
COMMENT ON COLUMN core.dropped.article_id IS 'Article.';
COMMENT ON COLUMN core.dropped.text_sha256 IS 'Digest of the text.';
COMMENT ON COLUMN core.dropped.char_start IS 'First character of the number in the text.';
COMMENT ON COLUMN core.dropped.char_end IS 'Character after its last.';
COMMENT ON COLUMN core.dropped.quote IS 'The number as written.';
COMMENT ON COLUMN core.dropped.reason IS 'Stable code of why it is no claim, such as year or identifier.';

CREATE TABLE core.claim (
    claim_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    ordinal INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    char_start INTEGER NOT NULL,
    char_end INTEGER NOT NULL,
    sentence VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    value_text VARCHAR NOT NULL,
    value_low DECIMAL(38, 10),
    value_high DECIMAL(38, 10),
    resolution DECIMAL(38, 10),
    bound VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    unit VARCHAR,
    per VARCHAR,
    change VARCHAR,
    measure VARCHAR,
    subject VARCHAR,
    period_text VARCHAR,
    period_iso VARCHAR,
    period_start DATE,
    period_end DATE,
    period_grain VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    attributed_to VARCHAR,
    vague BOOLEAN NOT NULL,
    base_value_low DECIMAL(38, 10),
    base_value_high DECIMAL(38, 10),
    base_unit VARCHAR NOT NULL,
    base_per VARCHAR,
    allow_low DECIMAL(38, 10),
    allow_high DECIMAL(38, 10),
    allow_low_open BOOLEAN NOT NULL,
    allow_high_open BOOLEAN NOT NULL,
    comparable BOOLEAN NOT NULL,
    local BOOLEAN NOT NULL,
    subject_key VARCHAR,
    measure_key VARCHAR,
    series_id VARCHAR NOT NULL,
    figure_id VARCHAR,
    origin_id VARCHAR NOT NULL,
    speaker_key VARCHAR,
    outlet VARCHAR NOT NULL,
    said_at TIMESTAMP NOT NULL,
    said_on DATE NOT NULL,
    rule VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL
);
COMMENT ON TABLE core.claim IS 'Mentions of quantities, every one with its sentence. One row for each mention in each text of an article.';
COMMENT ON COLUMN core.claim.claim_id IS 'Id from article, text, place, value and kind: the same text always gives the same ids.';
COMMENT ON COLUMN core.claim.article_id IS 'Article.';
COMMENT ON COLUMN core.claim.version IS 'Version of the article it stands in.';
COMMENT ON COLUMN core.claim.text_sha256 IS 'Digest of the text it stands in.';
COMMENT ON COLUMN core.claim.ordinal IS 'Place among the claims of the text, from 0.';
COMMENT ON COLUMN core.claim.quote IS 'The words of the quantity, as they stand in the text.';
COMMENT ON COLUMN core.claim.char_start IS 'First character of the quote in the text.';
COMMENT ON COLUMN core.claim.char_end IS 'Character after its last.';
COMMENT ON COLUMN core.claim.sentence IS 'The sentence as it stands in the text.';
COMMENT ON COLUMN core.claim.sentence_start IS 'First character of the sentence in the text.';
COMMENT ON COLUMN core.claim.value_text IS 'The value with all its digits, for values DECIMAL cannot hold.';
COMMENT ON COLUMN core.claim.value_low IS 'Value as stated, scale words applied, in unit; NULL when out of range.';
COMMENT ON COLUMN core.claim.value_high IS 'Upper value of a stated range; equal to value_low otherwise.';
COMMENT ON COLUMN core.claim.resolution IS 'Worth of the last digit written; 0 when the number is exact as written.';
COMMENT ON COLUMN core.claim.bound IS 'How the text hedges it: = ~ > >= < <=.';
COMMENT ON COLUMN core.claim.kind IS 'count, money, percent, percentage_point, measure, duration, age, rank, ratio, score or index.';
COMMENT ON COLUMN core.claim.unit IS 'Unit as stated: counted noun, ISO 4217 code, % or symbol; NULL for ranks, ratios, scores.';
COMMENT ON COLUMN core.claim.per IS 'Denominator of a rate, such as day; NULL for none.';
COMMENT ON COLUMN core.claim.change IS 'up or down when the quantity is the size of a move; NULL for a level.';
COMMENT ON COLUMN core.claim.measure IS 'What is measured, in the article''s words; NULL if not stated.';
COMMENT ON COLUMN core.claim.subject IS 'Whose figure it is, in the article''s words; NULL if not stated.';
COMMENT ON COLUMN core.claim.period_text IS 'Words that say when it holds; NULL if none.';
COMMENT ON COLUMN core.claim.period_iso IS 'That time in ISO 8601; NULL if none.';
COMMENT ON COLUMN core.claim.period_start IS 'First day of the period; NULL if none.';
COMMENT ON COLUMN core.claim.period_end IS 'Last day of the period; NULL if none.';
COMMENT ON COLUMN core.claim.period_grain IS 'Length of the period: day, week, month, quarter, half, year, a number of days, or none.';
COMMENT ON COLUMN core.claim.modality IS 'actual, forecast, target or hypothetical.';
COMMENT ON COLUMN core.claim.attributed_to IS 'Who is given as the source of the figure; NULL if nobody.';
COMMENT ON COLUMN core.claim.vague IS 'True for amounts a careful reader might not count, such as dozens; no figure is made of them.';
COMMENT ON COLUMN core.claim.base_value_low IS 'value_low in base_unit; below zero where the change is down; NULL when out of range.';
COMMENT ON COLUMN core.claim.base_value_high IS 'value_high in base_unit, likewise.';
COMMENT ON COLUMN core.claim.base_unit IS 'SI unit, B for bytes, ISO 4217 code, %, pp, or 1 for counts, ranks and ratios.';
COMMENT ON COLUMN core.claim.base_per IS 'Denominator left after conversion; seconds, minutes and hours go into base_unit.';
COMMENT ON COLUMN core.claim.allow_low IS 'Least value the statement allows, in base_unit; NULL for no limit.';
COMMENT ON COLUMN core.claim.allow_high IS 'Greatest value the statement allows, in base_unit; NULL for no limit.';
COMMENT ON COLUMN core.claim.allow_low_open IS 'True when allow_low itself is not allowed (more than).';
COMMENT ON COLUMN core.claim.allow_high_open IS 'True when allow_high itself is not allowed (less than).';
COMMENT ON COLUMN core.claim.comparable IS 'Whether a figure is made of it: not vague, in range, and something says what it is.';
COMMENT ON COLUMN core.claim.local IS 'True when the text does not say whose figure it is, so that it is linked inside its article only.';
COMMENT ON COLUMN core.claim.subject_key IS 'Subject folded for linking.';
COMMENT ON COLUMN core.claim.measure_key IS 'Measure as sorted word stems for linking.';
COMMENT ON COLUMN core.claim.series_id IS 'Series it belongs to.';
COMMENT ON COLUMN core.claim.figure_id IS 'Figure it states; NULL when not comparable.';
COMMENT ON COLUMN core.claim.origin_id IS 'The same for copies of one sentence.';
COMMENT ON COLUMN core.claim.speaker_key IS 'attributed_to folded for comparing.';
COMMENT ON COLUMN core.claim.outlet IS 'Who published it.';
COMMENT ON COLUMN core.claim.said_at IS 'When it counts as said: publication, or the first fetch where unknown. UTC.';
COMMENT ON COLUMN core.claim.said_on IS 'The day of that where it was published.';
COMMENT ON COLUMN core.claim.rule IS 'Rules of the extractor that made it, in order.';
COMMENT ON COLUMN core.claim.extractor_version IS 'Version of the extractor that found it.';

CREATE TABLE core.series (
    series_id VARCHAR NOT NULL,
    subject VARCHAR,
    measure VARCHAR,
    subject_key VARCHAR,
    measure_key VARCHAR,
    kind VARCHAR NOT NULL,
    base_unit VARCHAR NOT NULL,
    base_per VARCHAR,
    is_change BOOLEAN NOT NULL,
    local BOOLEAN NOT NULL,
    unit VARCHAR,
    per VARCHAR,
    base_factor DECIMAL(38, 10) NOT NULL,
    base_offset DECIMAL(38, 10) NOT NULL,
    first_seen_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE core.series IS 'Everything said with the same subject, measure, kind of unit, rate and change basis. One row each.';
COMMENT ON COLUMN core.series.series_id IS 'Id from the keys below.';
COMMENT ON COLUMN core.series.subject IS 'Subject as first written.';
COMMENT ON COLUMN core.series.measure IS 'Measure as first written.';
COMMENT ON COLUMN core.series.subject_key IS 'Subject folded for linking.';
COMMENT ON COLUMN core.series.measure_key IS 'Measure as sorted word stems for linking.';
COMMENT ON COLUMN core.series.kind IS 'Kind of quantity, as in core.claim.';
COMMENT ON COLUMN core.series.base_unit IS 'Unit its values are compared in.';
COMMENT ON COLUMN core.series.base_per IS 'Denominator its values are compared in; NULL for none.';
COMMENT ON COLUMN core.series.is_change IS 'True when its values are sizes of moves, falls below zero.';
COMMENT ON COLUMN core.series.local IS 'True when it lives inside one article, because no subject or measure is stated.';
COMMENT ON COLUMN core.series.unit IS 'Unit as first written; values are shown in it.';
COMMENT ON COLUMN core.series.per IS 'Denominator as first written.';
COMMENT ON COLUMN core.series.base_factor IS 'One of unit in the base unit: base values are shown divided by it.';
COMMENT ON COLUMN core.series.base_offset IS 'Taken off before dividing; 0 but for temperatures.';
COMMENT ON COLUMN core.series.first_seen_at IS 'When the first article with it was loaded, UTC.';

CREATE TABLE core.figure (
    figure_id VARCHAR NOT NULL,
    series_id VARCHAR NOT NULL,
    modality VARCHAR NOT NULL,
    period_start DATE,
    period_end DATE,
    grain VARCHAR NOT NULL,
    as_of DATE NOT NULL,
    claim_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    quote VARCHAR NOT NULL,
    value_low DECIMAL(38, 10) NOT NULL,
    value_high DECIMAL(38, 10) NOT NULL,
    bound VARCHAR NOT NULL,
    unit VARCHAR,
    per VARCHAR,
    base_value_low DECIMAL(38, 10) NOT NULL,
    base_value_high DECIMAL(38, 10) NOT NULL,
    known_low DECIMAL(38, 10),
    known_high DECIMAL(38, 10),
    known_low_open BOOLEAN NOT NULL,
    known_high_open BOOLEAN NOT NULL,
    first_said_at TIMESTAMP NOT NULL,
    last_said_at TIMESTAMP NOT NULL,
    appearances INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    live BOOLEAN NOT NULL,
    superseded_by VARCHAR,
    claim_allows_low DECIMAL(38, 10),
    claim_allows_high DECIMAL(38, 10),
    claim_allows_low_open BOOLEAN NOT NULL,
    claim_allows_high_open BOOLEAN NOT NULL
);
COMMENT ON TABLE core.figure IS 'Distinct statements of a series: period, modality, value. One row each, however many outlets repeat it.';
COMMENT ON COLUMN core.figure.figure_id IS 'Id from series, modality, period and the claim that first stated it.';
COMMENT ON COLUMN core.figure.series_id IS 'Series.';
COMMENT ON COLUMN core.figure.modality IS 'actual, forecast, target or hypothetical.';
COMMENT ON COLUMN core.figure.period_start IS 'First day of its period; NULL when none is stated.';
COMMENT ON COLUMN core.figure.period_end IS 'Last day of its period; NULL when none is stated.';
COMMENT ON COLUMN core.figure.grain IS 'Length of its period; point for a day or no stated period.';
COMMENT ON COLUMN core.figure.as_of IS 'Day it speaks of: end of the period, or the day it was first said.';
COMMENT ON COLUMN core.figure.claim_id IS 'Claim that states it most precisely.';
COMMENT ON COLUMN core.figure.article_id IS 'Article of that claim.';
COMMENT ON COLUMN core.figure.quote IS 'Words of that claim.';
COMMENT ON COLUMN core.figure.value_low IS 'Value as that claim states it, in unit; below zero where the change is down.';
COMMENT ON COLUMN core.figure.value_high IS 'Upper value, likewise.';
COMMENT ON COLUMN core.figure.bound IS 'Bound of that claim, turned round where a fall is below zero.';
COMMENT ON COLUMN core.figure.unit IS 'Unit of that claim.';
COMMENT ON COLUMN core.figure.per IS 'Denominator of that claim.';
COMMENT ON COLUMN core.figure.base_value_low IS 'Value in the series'' base unit.';
COMMENT ON COLUMN core.figure.base_value_high IS 'Upper value in the series'' base unit.';
COMMENT ON COLUMN core.figure.known_low IS 'Least value that all its statements together allow, in base unit; NULL for no limit.';
COMMENT ON COLUMN core.figure.known_high IS 'Greatest value that all its statements together allow; NULL for no limit.';
COMMENT ON COLUMN core.figure.known_low_open IS 'True when known_low itself is not allowed.';
COMMENT ON COLUMN core.figure.known_high_open IS 'True when known_high itself is not allowed.';
COMMENT ON COLUMN core.figure.first_said_at IS 'When it was first said, UTC.';
COMMENT ON COLUMN core.figure.last_said_at IS 'When it was last said, UTC.';
COMMENT ON COLUMN core.figure.appearances IS 'Claims that state it in current texts.';
COMMENT ON COLUMN core.figure.outlets IS 'Outlets among them.';
COMMENT ON COLUMN core.figure.origins IS 'Origins among them: copies of one sentence count once.';
COMMENT ON COLUMN core.figure.live IS 'False once no current text states it any more.';
COMMENT ON COLUMN core.figure.superseded_by IS 'Figure that took its place by revision, edit or a changed forecast; NULL while it stands.';
COMMENT ON COLUMN core.figure.claim_allows_low IS 'Least value its best claim allows, in base unit; NULL for no limit.';
COMMENT ON COLUMN core.figure.claim_allows_high IS 'Greatest value its best claim allows; NULL for no limit.';
COMMENT ON COLUMN core.figure.claim_allows_low_open IS 'True when claim_allows_low itself is not allowed.';
COMMENT ON COLUMN core.figure.claim_allows_high_open IS 'True when claim_allows_high itself is not allowed.';

CREATE TABLE core.appearance (
    figure_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    text_sha256 VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    origin_id VARCHAR NOT NULL,
    speaker_key VARCHAR,
    said_at TIMESTAMP NOT NULL,
    live BOOLEAN NOT NULL
);
COMMENT ON TABLE core.appearance IS 'Who has stated a figure. One row for each claim that a figure is made of.';
COMMENT ON COLUMN core.appearance.figure_id IS 'Figure.';
COMMENT ON COLUMN core.appearance.claim_id IS 'Claim that states it.';
COMMENT ON COLUMN core.appearance.article_id IS 'Article of the claim.';
COMMENT ON COLUMN core.appearance.text_sha256 IS 'Text of the claim.';
COMMENT ON COLUMN core.appearance.outlet IS 'Outlet of the article.';
COMMENT ON COLUMN core.appearance.origin_id IS 'The same for copies of one sentence.';
COMMENT ON COLUMN core.appearance.speaker_key IS 'Who is given as the source, folded; NULL for nobody.';
COMMENT ON COLUMN core.appearance.said_at IS 'When it was said, UTC.';
COMMENT ON COLUMN core.appearance.live IS 'False once the article''s text was edited and no longer holds the claim.';

CREATE TABLE core.event (
    event_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    occurred_at TIMESTAMP NOT NULL,
    detected_at TIMESTAMP NOT NULL,
    series_id VARCHAR,
    figure_id VARCHAR,
    claim_id VARCHAR,
    article_id VARCHAR,
    source_id VARCHAR,
    subject VARCHAR,
    measure VARCHAR,
    unit VARCHAR,
    per VARCHAR,
    kind_of_value VARCHAR,
    change VARCHAR,
    old_low DECIMAL(38, 10),
    old_high DECIMAL(38, 10),
    old_bound VARCHAR,
    new_low DECIMAL(38, 10),
    new_high DECIMAL(38, 10),
    new_bound VARCHAR,
    change_abs DECIMAL(38, 10),
    change_pct DECIMAL(38, 10),
    change_points DECIMAL(38, 10),
    period_iso VARCHAR,
    modality VARCHAR,
    outcome VARCHAR,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    quote VARCHAR,
    sentence VARCHAR,
    outlet VARCHAR,
    url VARCHAR,
    title VARCHAR,
    published_at TIMESTAMP,
    old_figure_id VARCHAR,
    old_claim_id VARCHAR,
    old_quote VARCHAR,
    old_outlet VARCHAR,
    old_url VARCHAR,
    old_published_at TIMESTAMP,
    message VARCHAR,
    indicators VARCHAR[] NOT NULL,
    tags VARCHAR[] NOT NULL
);
COMMENT ON TABLE core.event IS 'What happened to figures and sources. One row each; rows are never changed.';
COMMENT ON COLUMN core.event.event_id IS 'Id from what happened to what.';
COMMENT ON COLUMN core.event.kind IS 'new_series, new_figure, revision, conflict, edit, forecast, forecast_changed, forecast_due, source_failed, source_silent, yield_drop or indicator_stale.';
COMMENT ON COLUMN core.event.occurred_at IS 'When the article that made it was published (edited, for an edit); the end of the period for forecast_due. UTC.';
COMMENT ON COLUMN core.event.detected_at IS 'When the load that found it ran, UTC.';
COMMENT ON COLUMN core.event.series_id IS 'Series; NULL for a source.';
COMMENT ON COLUMN core.event.figure_id IS 'New figure.';
COMMENT ON COLUMN core.event.claim_id IS 'Claim that made the event.';
COMMENT ON COLUMN core.event.article_id IS 'Its article.';
COMMENT ON COLUMN core.event.source_id IS 'Source of the article, or the source it happened to.';
COMMENT ON COLUMN core.event.subject IS 'Subject in the article''s words.';
COMMENT ON COLUMN core.event.measure IS 'Measure in the article''s words.';
COMMENT ON COLUMN core.event.unit IS 'Unit of the new value; old values are converted to it.';
COMMENT ON COLUMN core.event.per IS 'Denominator of the new value.';
COMMENT ON COLUMN core.event.kind_of_value IS 'Kind of quantity, as in core.claim.';
COMMENT ON COLUMN core.event.change IS 'up or down where the values are sizes of moves; falls are below zero.';
COMMENT ON COLUMN core.event.old_low IS 'Value it is set against; NULL for none.';
COMMENT ON COLUMN core.event.old_high IS 'Upper value of a range.';
COMMENT ON COLUMN core.event.old_bound IS 'How the old value is hedged.';
COMMENT ON COLUMN core.event.new_low IS 'New value as stated, in unit.';
COMMENT ON COLUMN core.event.new_high IS 'Upper value of a range.';
COMMENT ON COLUMN core.event.new_bound IS 'How the new value is hedged.';
COMMENT ON COLUMN core.event.change_abs IS 'New minus old, in unit, from the middle of a range; NULL without an old value.';
COMMENT ON COLUMN core.event.change_pct IS 'The same relative to old, in percent; NULL for percentages and ranks and an old value of 0.';
COMMENT ON COLUMN core.event.change_points IS 'Percentage points, where the values are percentages.';
COMMENT ON COLUMN core.event.period_iso IS 'Period of the new figure in ISO 8601; NULL for none.';
COMMENT ON COLUMN core.event.modality IS 'Modality of the new figure.';
COMMENT ON COLUMN core.event.outcome IS 'met, missed or silent, for forecast_due.';
COMMENT ON COLUMN core.event.outlets IS 'Outlets that carried the new figure when the event was found.';
COMMENT ON COLUMN core.event.origins IS 'Origins of it then: copies count once.';
COMMENT ON COLUMN core.event.quote IS 'Words of the new value.';
COMMENT ON COLUMN core.event.sentence IS 'Their sentence.';
COMMENT ON COLUMN core.event.outlet IS 'Outlet of the article.';
COMMENT ON COLUMN core.event.url IS 'URL of the article.';
COMMENT ON COLUMN core.event.title IS 'Its headline.';
COMMENT ON COLUMN core.event.published_at IS 'When it was published, UTC; NULL if unknown.';
COMMENT ON COLUMN core.event.old_figure_id IS 'Figure it is set against.';
COMMENT ON COLUMN core.event.old_claim_id IS 'Claim that states that figure.';
COMMENT ON COLUMN core.event.old_quote IS 'Words of the old value.';
COMMENT ON COLUMN core.event.old_outlet IS 'Outlet that gave it.';
COMMENT ON COLUMN core.event.old_url IS 'URL of its article.';
COMMENT ON COLUMN core.event.old_published_at IS 'When that was published, UTC.';
COMMENT ON COLUMN core.event.message IS 'What happened to a source, in one line.';
COMMENT ON COLUMN core.event.indicators IS 'Indicators the series belonged to when the event was found.';
COMMENT ON COLUMN core.event.tags IS 'Tags of the source.';

CREATE TABLE core.indicator (
    indicator_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    description VARCHAR,
    unit VARCHAR,
    kind VARCHAR,
    base_unit VARCHAR,
    any_per BOOLEAN NOT NULL,
    base_per VARCHAR,
    is_change BOOLEAN NOT NULL,
    base_factor DECIMAL(38, 10) NOT NULL,
    base_offset DECIMAL(38, 10) NOT NULL,
    sane_low DECIMAL(38, 10),
    sane_high DECIMAL(38, 10)
);
COMMENT ON TABLE core.indicator IS 'Series that a person has named, from config/indicators.yaml. One row each.';
COMMENT ON COLUMN core.indicator.indicator_id IS 'Id, as in the file.';
COMMENT ON COLUMN core.indicator.name IS 'Name for people.';
COMMENT ON COLUMN core.indicator.description IS 'What it is about; NULL if nothing is said.';
COMMENT ON COLUMN core.indicator.unit IS 'Unit to show it in; NULL for the series'' own.';
COMMENT ON COLUMN core.indicator.kind IS 'Kind of quantity its claims have; NULL for any.';
COMMENT ON COLUMN core.indicator.base_unit IS 'Base unit its series have; NULL for any.';
COMMENT ON COLUMN core.indicator.any_per IS 'True when the denominator does not matter.';
COMMENT ON COLUMN core.indicator.base_per IS 'Denominator its series have; NULL for none.';
COMMENT ON COLUMN core.indicator.is_change IS 'True when it is about sizes of moves.';
COMMENT ON COLUMN core.indicator.base_factor IS 'One of unit in the base unit: values are shown divided by it.';
COMMENT ON COLUMN core.indicator.base_offset IS 'Taken off before dividing; 0 but for temperatures.';
COMMENT ON COLUMN core.indicator.sane_low IS 'Values below this, in unit, are not shown; NULL for no limit.';
COMMENT ON COLUMN core.indicator.sane_high IS 'Values above this, in unit, are not shown; NULL for no limit.';

CREATE TABLE core.indicator_term (
    indicator_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    words VARCHAR[] NOT NULL
);
COMMENT ON TABLE core.indicator_term IS 'Words that say which series belong to an indicator. One row for each term.';
COMMENT ON COLUMN core.indicator_term.indicator_id IS 'Indicator.';
COMMENT ON COLUMN core.indicator_term.role IS 'subject or measure (one of each has to match, where there are any), or exclude (none may).';
COMMENT ON COLUMN core.indicator_term.words IS 'Its words as in the keys of a series; all of them have to be there.';

CREATE TABLE core.indicator_series (
    indicator_id VARCHAR NOT NULL,
    series_id VARCHAR NOT NULL
);
COMMENT ON TABLE core.indicator_series IS 'Which series belong to which indicator. One row for each pair.';
COMMENT ON COLUMN core.indicator_series.indicator_id IS 'Indicator.';
COMMENT ON COLUMN core.indicator_series.series_id IS 'Series.';

CREATE TABLE core.alert (
    alert_id VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    event_kind VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    raised_at TIMESTAMP NOT NULL,
    occurred_at TIMESTAMP NOT NULL,
    reason VARCHAR NOT NULL,
    headline VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    series_id VARCHAR,
    figure_id VARCHAR,
    source_id VARCHAR,
    state VARCHAR NOT NULL,
    late BOOLEAN NOT NULL,
    acknowledged_at TIMESTAMP,
    acknowledged_by VARCHAR
);
COMMENT ON TABLE core.alert IS 'Alerts: one time a rule held for one event. One row each.';
COMMENT ON COLUMN core.alert.alert_id IS 'Id from rule and event.';
COMMENT ON COLUMN core.alert.rule_id IS 'Rule, as in config/alerts.yaml.';
COMMENT ON COLUMN core.alert.event_id IS 'Event.';
COMMENT ON COLUMN core.alert.event_kind IS 'Kind of the event.';
COMMENT ON COLUMN core.alert.severity IS 'info, warning or critical.';
COMMENT ON COLUMN core.alert.raised_at IS 'When it was judged, UTC.';
COMMENT ON COLUMN core.alert.occurred_at IS 'The event''s own time, UTC.';
COMMENT ON COLUMN core.alert.reason IS 'Which condition decided, in words.';
COMMENT ON COLUMN core.alert.headline IS 'The alert in one line.';
COMMENT ON COLUMN core.alert.message IS 'Everything it says, as JSON.';
COMMENT ON COLUMN core.alert.series_id IS 'Series of the event; NULL for none.';
COMMENT ON COLUMN core.alert.figure_id IS 'Figure of the event; NULL for none.';
COMMENT ON COLUMN core.alert.source_id IS 'Source of the event; NULL for none.';
COMMENT ON COLUMN core.alert.state IS 'open, acknowledged or snoozed.';
COMMENT ON COLUMN core.alert.late IS 'True when the event was old news when it was judged.';
COMMENT ON COLUMN core.alert.acknowledged_at IS 'When a person marked it as seen, UTC.';
COMMENT ON COLUMN core.alert.acknowledged_by IS 'Who did.';

CREATE TABLE core.delivery (
    delivery_id VARCHAR NOT NULL,
    alert_id VARCHAR NOT NULL,
    channel_id VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    lane VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    batch_id VARCHAR,
    error VARCHAR,
    receipt VARCHAR,
    sent_at TIMESTAMP
);
COMMENT ON TABLE core.delivery IS 'Alerts on channels. One row for each alert and channel.';
COMMENT ON COLUMN core.delivery.delivery_id IS 'Id from alert and channel; the receiver''s idempotency key.';
COMMENT ON COLUMN core.delivery.alert_id IS 'Alert.';
COMMENT ON COLUMN core.delivery.channel_id IS 'Channel, as in config/alerts.yaml.';
COMMENT ON COLUMN core.delivery.created_at IS 'When it was written, UTC.';
COMMENT ON COLUMN core.delivery.due_at IS 'Not to be sent before this, UTC.';
COMMENT ON COLUMN core.delivery.lane IS 'Order is kept in each lane: empty at once, late for old news, or the name of a digest.';
COMMENT ON COLUMN core.delivery.state IS 'pending, sent or dead (given up).';
COMMENT ON COLUMN core.delivery.attempts IS 'How often sending was begun.';
COMMENT ON COLUMN core.delivery.batch_id IS 'Message it was put into; NULL before the first attempt.';
COMMENT ON COLUMN core.delivery.error IS 'The last failure in one line.';
COMMENT ON COLUMN core.delivery.receipt IS 'What the receiver answered.';
COMMENT ON COLUMN core.delivery.sent_at IS 'When it was sent, UTC.';

CREATE TABLE core.judgement (
    event_id VARCHAR NOT NULL,
    rule_id VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    step VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    judged_at TIMESTAMP NOT NULL,
    until TIMESTAMP
);
COMMENT ON TABLE core.judgement IS 'What a rule said of an event. One row for each event and rule that had business with it.';
COMMENT ON COLUMN core.judgement.event_id IS 'Event.';
COMMENT ON COLUMN core.judgement.rule_id IS 'Rule.';
COMMENT ON COLUMN core.judgement.verdict IS 'alert, silent or wait.';
COMMENT ON COLUMN core.judgement.step IS 'Part of the rule that decided.';
COMMENT ON COLUMN core.judgement.reason IS 'The same in words, with the numbers.';
COMMENT ON COLUMN core.judgement.judged_at IS 'When, UTC.';
COMMENT ON COLUMN core.judgement.until IS 'When waiting ends, UTC; NULL unless the verdict is wait.';

CREATE TABLE core.judged (
    event_id VARCHAR NOT NULL,
    judged_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE core.judged IS 'Events that the rules have judged. One row each.';
COMMENT ON COLUMN core.judged.event_id IS 'Event.';
COMMENT ON COLUMN core.judged.judged_at IS 'When, UTC.';

CREATE TABLE core.control (
    kind VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    since TIMESTAMP NOT NULL,
    until TIMESTAMP,
    set_by VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);
COMMENT ON TABLE core.control IS 'What a person switched off for a while. One row for each rule snoozed or channel paused.';
COMMENT ON COLUMN core.control.kind IS 'snooze_rule or pause_channel.';
COMMENT ON COLUMN core.control.target IS 'Rule or channel.';
COMMENT ON COLUMN core.control.since IS 'From when, UTC.';
COMMENT ON COLUMN core.control.until IS 'When it ends by itself, UTC; NULL for when a person lifts it.';
COMMENT ON COLUMN core.control.set_by IS 'Who did it.';
COMMENT ON COLUMN core.control.note IS 'Why.';

CREATE TABLE core.correction (
    correction_id VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    value VARCHAR,
    note VARCHAR,
    state VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);
COMMENT ON TABLE core.correction IS 'What people have put right, from config/corrections.yaml. One row each.';
COMMENT ON COLUMN core.correction.correction_id IS 'Id from its content.';
COMMENT ON COLUMN core.correction.action IS 'reject, fix, move, note, merge or split.';
COMMENT ON COLUMN core.correction.target IS 'Claim or series it is about.';
COMMENT ON COLUMN core.correction.value IS 'What it is set to; NULL for reject.';
COMMENT ON COLUMN core.correction.note IS 'Why.';
COMMENT ON COLUMN core.correction.state IS 'applied, or unknown when the target is not in the warehouse.';
COMMENT ON COLUMN core.correction.applied_at IS 'When, UTC.';

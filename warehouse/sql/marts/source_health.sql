CREATE OR REPLACE VIEW mart.source_health AS
WITH last_run AS (
    SELECT
        source_id,
        count(*) AS runs,
        max(finished_at) AS last_run_at,
        max(finished_at) FILTER (error IS NULL) AS last_success_at,
        arg_max(error, finished_at) FILTER (error IS NOT NULL) AS last_error,
        arg_max(error IS NOT NULL, finished_at) AS is_failing,
        sum(pages) AS pages,
        sum(rejected) AS rejected,
        sum(failures) AS failures
    FROM raw.source_run
    GROUP BY source_id
),
refusal AS (
    SELECT source_id, string_agg(reason || ' ' || urls, ', ' ORDER BY reason) AS refused
    FROM (
        SELECT f.source_id, f.reason, count(DISTINCT f.url) AS urls
        FROM raw.failure AS f
        SEMI JOIN (SELECT source_id, arg_max(run_id, finished_at) AS run_id FROM raw.source_run GROUP BY source_id) AS r
            USING (source_id, run_id)
        WHERE f.reason IN ('robots', 'robots_unreachable', 'tdm_reserved')
        GROUP BY f.source_id, f.reason
    )
    GROUP BY source_id
),
delay AS (
    SELECT source_id, arg_max(regexp_extract(robots, 'crawl-delay ([0-9.]+)', 1), fetched_at) AS crawl_delay_s
    FROM raw.page
    ANTI JOIN raw.feed_text USING (page_id)
    WHERE robots <> ''
    GROUP BY source_id
),
article AS (
    SELECT source_id, count(*) AS articles, max(published_at) AS last_published_at, max(first_seen_at) AS last_article_at
    FROM core.article
    GROUP BY source_id
)
SELECT
    source_id,
    coalesce(r.runs, 0) AS runs,
    r.last_run_at,
    r.last_success_at,
    coalesce(r.is_failing, false) AS is_failing,
    CASE WHEN r.is_failing THEN r.last_error END AS error,
    coalesce(a.articles, 0) AS articles,
    a.last_article_at,
    a.last_published_at,
    coalesce(r.pages, 0)::BIGINT AS pages,
    coalesce(r.rejected, 0)::BIGINT AS rejected,
    coalesce(r.failures, 0)::BIGINT AS failures,
    f.refused,
    try_cast(d.crawl_delay_s AS DOUBLE) AS crawl_delay_s
FROM last_run AS r
FULL JOIN article AS a USING (source_id)
LEFT JOIN refusal AS f USING (source_id)
LEFT JOIN delay AS d USING (source_id);
COMMENT ON VIEW mart.source_health IS 'How each source is doing. One row for each source that was ever read.';
COMMENT ON COLUMN mart.source_health.source_id IS 'Source, as in config/sources.yaml.';
COMMENT ON COLUMN mart.source_health.runs IS 'Runs that read it.';
COMMENT ON COLUMN mart.source_health.last_run_at IS 'When it was last read, UTC.';
COMMENT ON COLUMN mart.source_health.last_success_at IS 'When it last gave something, UTC; NULL for never.';
COMMENT ON COLUMN mart.source_health.is_failing IS 'True when its last run gave nothing at all for a reason.';
COMMENT ON COLUMN mart.source_health.error IS 'That reason, in one line; NULL when it works.';
COMMENT ON COLUMN mart.source_health.articles IS 'Articles that came from it.';
COMMENT ON COLUMN mart.source_health.last_article_at IS 'When its newest article was found, UTC.';
COMMENT ON COLUMN mart.source_health.last_published_at IS 'When its latest article was published, UTC.';
COMMENT ON COLUMN mart.source_health.pages IS 'Pages fetched in all runs.';
COMMENT ON COLUMN mart.source_health.rejected IS 'Pages among them that held no article.';
COMMENT ON COLUMN mart.source_health.failures IS 'Links that gave nothing in all runs.';
COMMENT ON COLUMN mart.source_health.refused IS 'Links that the site does not want to be read, in its last run, by reason: robots, robots_unreachable, tdm_reserved; NULL for none.';
COMMENT ON COLUMN mart.source_health.crawl_delay_s IS 'Pause between requests that its robots.txt asks for, in seconds; NULL for none.';

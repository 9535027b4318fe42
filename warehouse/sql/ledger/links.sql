-- One row per URL of a source ($source): what its last fetches gave. failures: since the last one that gave
-- something; failed_as: how many of them for each reason, NULL for none. retry_at NULL with failures above 0: not to be asked again. lost: the archive no longer holds what it gave,
-- or reading it broke off for reasons that say as much of the machine as of the page, less than three times. gave_article:
-- the page itself did; same_bytes_at: when what it had given came once more, whole; earlier: other bodies it gave, NULL for none; feed_sha256: of the feed's text that was read last in its place.
-- Instants UTC. What lies behind $now was written by a clock that was ahead, and keeps nothing from being asked for.
WITH fetched AS (
    SELECT
        url,
        min(fetched_at) AS first_seen_at,
        max(fetched_at) FILTER (fetched_at <= $now) AS full_fetch_at,
        arg_max(sha256, fetched_at) AS sha256,
        CASE WHEN min(sha256) <> max(sha256) THEN list(DISTINCT sha256) END AS earlier,
        arg_max(warc_offset, fetched_at) >= 0 AS archived,
        arg_max(coalesce(reason IN ('timeout', 'crashed', 'memory'), false), fetched_at) AS broken_off,
        coalesce(sum(tries) FILTER (reason IN ('timeout', 'crashed', 'memory')), 0) AS tries,
        bool_or(result = 'article') AS gave_article,
        arg_max({'etag': etag, 'last_modified': last_modified}, fetched_at) AS validators
    FROM raw.page
    ANTI JOIN raw.feed_text USING (page_id)
    WHERE source_id = $source AND result IN ('article', 'rejected', 'listing')
    GROUP BY url
),
from_feed AS (
    SELECT url, arg_max(sha256, fetched_at) FILTER (warc_offset >= 0) AS feed_sha256
    FROM raw.page
    SEMI JOIN raw.feed_text USING (page_id)
    WHERE source_id = $source
    GROUP BY url
),
checked AS (
    SELECT
        url,
        max(checked_at) AS checked_at,
        max(checked_at) FILTER (reason = 'same_bytes') AS same_bytes_at,
        arg_max({'etag': etag, 'last_modified': last_modified}, checked_at) AS validators
    FROM raw.unchanged
    WHERE source_id = $source AND reason <> 'not_due' AND checked_at <= $now
    GROUP BY url
),
known AS (
    SELECT
        url,
        first_seen_at,
        full_fetch_at,
        checked_at,
        same_bytes_at,
        sha256,
        earlier,
        archived,
        broken_off AND tries < 3 AS to_read_again,
        gave_article,
        greatest(full_fetch_at, checked_at) AS answered_at,
        CASE WHEN checked_at > full_fetch_at THEN c.validators ELSE f.validators END AS validators
    FROM fetched AS f
    FULL JOIN checked AS c USING (url)
),
failed AS (
    SELECT
        f.url,
        count(*)::INTEGER AS failures,
        histogram(f.reason) AS failed_as,
        arg_max({'retry_at': f.retry_at}, f.failed_at).retry_at AS retry_at,
        arg_max(f.reason, f.failed_at) AS reason
    FROM raw.failure AS f
    LEFT JOIN known AS k USING (url)
    WHERE f.source_id = $source AND f.failed_at > coalesce(k.answered_at, '-infinity'::TIMESTAMP)
        AND (f.failed_at <= $now OR f.reason = 'lost')
    GROUP BY f.url
)
SELECT
    url,
    validators.etag,
    validators.last_modified,
    sha256,
    first_seen_at,
    full_fetch_at,
    checked_at,
    same_bytes_at,
    retry_at,
    coalesce(failures, 0) AS failures,
    coalesce(reason = 'lost' AND NOT archived, false) OR coalesce(to_read_again, false) AS lost,
    coalesce(gave_article, false) AS gave_article,
    feed_sha256,
    earlier,
    failed_as
FROM known
FULL JOIN failed USING (url)
LEFT JOIN from_feed USING (url)
ORDER BY url

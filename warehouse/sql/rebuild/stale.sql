-- How many articles' texts of today, and how many archived pages that gave no article, were read by an extractor other
-- than $version. One row.
SELECT
    (
        SELECT count(*)
        FROM core.article AS a
        JOIN core.article_version AS v USING (article_id, version)
        WHERE v.extractor_version <> $version
    )
    + (
        SELECT count(*)
        FROM raw.page
        WHERE result = 'rejected' AND warc_offset >= 0 AND extractor_version IS DISTINCT FROM $version
    )

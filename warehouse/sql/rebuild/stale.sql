-- How many articles' texts of today were read by an extractor other than $version. One row.
SELECT count(*)
FROM core.article AS a
JOIN core.article_version AS v USING (article_id, version)
WHERE v.extractor_version <> $version

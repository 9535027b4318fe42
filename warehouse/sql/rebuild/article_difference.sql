-- How many articles only this file has, and how many only the one before. One row.
SELECT
    (SELECT count(*) FROM core.article ANTI JOIN before.core.article USING (article_id)) AS added,
    (SELECT count(*) FROM before.core.article ANTI JOIN core.article USING (article_id)) AS lost

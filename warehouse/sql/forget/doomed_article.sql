-- Articles to be forgotten: those that have one of the addresses in staged_url, as their own or as a page's; and, where
-- $source is no NULL, those of which a text was read from a page of that source. One row each.
CREATE OR REPLACE TEMP TABLE doomed_article AS
SELECT article_id FROM core.article SEMI JOIN staged_url USING (url)
UNION
SELECT article_id
FROM raw.page
WHERE article_id IS NOT NULL
    AND (url IN (SELECT url FROM staged_url) OR final_url IN (SELECT url FROM staged_url))
UNION
SELECT v.article_id
FROM core.article_version AS v
JOIN raw.page AS p USING (page_id)
WHERE p.source_id = $source

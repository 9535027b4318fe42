-- Pages to be forgotten: of doomed articles, of the addresses in staged_url, of source $source. One row each.
CREATE OR REPLACE TEMP TABLE doomed_page AS
SELECT page_id, source_id, url, final_url, result
FROM raw.page
WHERE article_id IN (SELECT article_id FROM doomed_article)
    OR source_id = $source
    OR url IN (SELECT url FROM staged_url)
    OR final_url IN (SELECT url FROM staged_url)

-- Answers to be forgotten: of doomed articles, of the addresses in staged_url, of source $source, and the redirects that
-- lead on from any of these. One row each.
CREATE OR REPLACE TEMP TABLE doomed_page AS
WITH RECURSIVE named AS (
    SELECT page_id, source_id, url, final_url, result
    FROM raw.page
    WHERE article_id IN (SELECT article_id FROM doomed_article)
        OR source_id = $source
        OR url IN (SELECT url FROM staged_url)
        OR final_url IN (SELECT url FROM staged_url)
),
hop AS (
    SELECT page_id, source_id, url, final_url, result
    FROM raw.page
    WHERE result = 'redirect' AND url IN (SELECT url FROM named)
    UNION
    SELECT p.page_id, p.source_id, p.url, p.final_url, p.result
    FROM hop
    JOIN raw.page AS p ON p.url = hop.final_url AND p.result = 'redirect'
)
SELECT * FROM named
UNION
SELECT * FROM hop

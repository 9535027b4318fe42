-- Events that quote doomed articles, are about doomed figures or series without any claim left, or about source
-- $source. One row each.
CREATE OR REPLACE TEMP TABLE doomed_event AS
WITH gone AS (
    SELECT figure_id FROM doomed_figure WHERE NOT stays
),
claimless AS (
    SELECT series_id
    FROM core.claim
    GROUP BY series_id
    HAVING bool_and(article_id IN (SELECT article_id FROM doomed_article))
)
SELECT event_id
FROM core.event
WHERE article_id IN (SELECT article_id FROM doomed_article)
    OR old_claim_id IN (SELECT claim_id FROM core.claim WHERE article_id IN (SELECT article_id FROM doomed_article))
    OR figure_id IN (SELECT figure_id FROM gone)
    OR old_figure_id IN (SELECT figure_id FROM gone)
    OR series_id IN (SELECT series_id FROM claimless)
    OR source_id = $source

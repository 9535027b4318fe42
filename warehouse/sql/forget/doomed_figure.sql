-- Figures that doomed claims state: whether anybody else states them, too. One row each.
CREATE OR REPLACE TEMP TABLE doomed_figure AS
SELECT
    figure_id,
    bool_or(article_id NOT IN (SELECT article_id FROM doomed_article)) AS stays
FROM core.appearance
WHERE figure_id IN (
    SELECT figure_id FROM core.appearance WHERE article_id IN (SELECT article_id FROM doomed_article)
)
GROUP BY figure_id

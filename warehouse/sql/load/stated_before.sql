-- What the current text of each edited article states. One row for each article and figure.
SELECT DISTINCT article_id, figure_id
FROM core.appearance
SEMI JOIN staged_edited USING (article_id)
WHERE live
ORDER BY ALL

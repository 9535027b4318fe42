-- What the current text of each edited article states. One row for each article and figure.
SELECT DISTINCT p.article_id, p.figure_id, f.series_id
FROM core.appearance AS p
SEMI JOIN staged_edited USING (article_id)
JOIN core.figure AS f USING (figure_id)
WHERE p.live
ORDER BY ALL

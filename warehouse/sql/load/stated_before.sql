-- What the current text of each edited article states; of a lane of which it says nothing any more, what the last text
-- said that spoke of it. One row for each article and figure.
SELECT DISTINCT article_id, figure_id, series_id
FROM (
    SELECT p.article_id, p.figure_id, f.series_id
    FROM core.appearance AS p
    SEMI JOIN staged_edited USING (article_id)
    JOIN core.figure AS f USING (figure_id)
    QUALIFY rank() OVER (
        PARTITION BY
            p.article_id,
            f.series_id,
            f.modality,
            CASE WHEN f.grain <> 'point' THEN f.period_start END,
            CASE WHEN f.grain <> 'point' THEN f.period_end END
        ORDER BY p.live DESC, p.said_at DESC
    ) = 1
)
ORDER BY ALL

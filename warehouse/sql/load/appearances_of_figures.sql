-- Who states the figures that were read, edited articles left out: their texts no longer say what they said.
-- One row for each outlet, speaker, origin and article of a figure.
SELECT figure_id, outlet, speaker_key, origin_id, article_id, max(said_at) AS said_at, count(*) AS claims
FROM core.appearance
WHERE live
    AND figure_id IN (SELECT figure_id FROM near_figure)
    AND article_id NOT IN (SELECT article_id FROM staged_edited)
GROUP BY ALL
ORDER BY ALL

-- Who states the figures that were read, edited articles with what they said before. One row for each outlet, speaker,
-- origin and article of a figure.
SELECT figure_id, outlet, speaker_key, origin_id, article_id, max(said_at) AS said_at, count(*) AS claims
FROM core.appearance
WHERE live AND figure_id IN (SELECT figure_id FROM near_figure)
GROUP BY ALL
ORDER BY ALL

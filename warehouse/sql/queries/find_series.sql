-- Series that hold all these words in subject and measure together, those with most figures first. One row each.
-- $whole are the words as they are folded in subjects, $stems the same words as they are in measures, in one order;
-- words as lists of series show them will do, too, where the key has another ("people killed" have died).
WITH words AS (
    SELECT unnest($whole::VARCHAR[]) AS whole, unnest($stems::VARCHAR[]) AS stem
),
hit AS (
    SELECT s.series_id, any_value(s.subject) AS subject, any_value(s.measure) AS measure
    FROM core.series AS s
    JOIN words AS w
        ON list_contains(string_split(s.subject_key, ' '), w.whole)
        OR list_contains(string_split(s.measure_key, ' '), w.stem)
        OR list_contains(string_split(lower(concat_ws(' ', s.subject, s.measure)), ' '), w.whole)
    WHERE NOT s.local
    GROUP BY s.series_id
    HAVING count(*) = len($whole::VARCHAR[])
)
SELECT h.series_id, h.subject, h.measure, count(*) AS figures
FROM hit AS h
JOIN core.figure AS f USING (series_id)
WHERE f.live
GROUP BY ALL
ORDER BY figures DESC, h.subject, h.measure, h.series_id

-- Pairs of indicator and series, for the series in new_series. Series of one article alone belong to none.
-- One row for each pair: kind, unit and rate agree, one term of each role has all its words there, no exclusion has.
INSERT INTO core.indicator_series
WITH candidate AS (
    SELECT
        series_id,
        kind,
        base_unit,
        base_per,
        is_change,
        string_split(subject_key, ' ') AS subject_words,
        string_split(measure_key, ' ') AS measure_words
    FROM new_series
    WHERE NOT local
),
met AS (
    SELECT
        i.indicator_id,
        c.series_id,
        bool_or(t.role = 'subject' AND list_has_all(c.subject_words, t.words)) AS subject_met,
        bool_or(t.role = 'measure' AND list_has_all(c.measure_words, t.words)) AS measure_met,
        bool_or(
            t.role = 'exclude'
            AND (list_has_all(c.subject_words, t.words) OR list_has_all(c.measure_words, t.words))
        ) AS excluded,
        bool_or(t.role = 'subject') AS asks_subject,
        bool_or(t.role = 'measure') AS asks_measure
    FROM core.indicator AS i
    JOIN core.indicator_term AS t USING (indicator_id)
    JOIN candidate AS c
        ON (i.kind IS NULL OR i.kind = c.kind)
        AND (i.base_unit IS NULL OR i.base_unit = c.base_unit)
        AND (i.any_per OR i.base_per IS NOT DISTINCT FROM c.base_per)
        AND i.is_change = c.is_change
    GROUP BY ALL
)
SELECT indicator_id, series_id
FROM met
WHERE (subject_met OR NOT asks_subject) AND (measure_met OR NOT asks_measure) AND NOT excluded
ORDER BY ALL

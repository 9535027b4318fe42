-- Pairs of indicator and series, for the series in new_series. Series of one article alone belong to none.
-- One row for each pair: kind, unit and rate agree, one term of each role has all its words there, no exclusion has.
-- A term is looked up by its longest word first: series are many, and all but a few have nothing to do with any term.
INSERT INTO core.indicator_series BY NAME
WITH term AS (
    SELECT
        indicator_id,
        role,
        words,
        list_reduce(words, lambda longest, word: CASE WHEN len(word) > len(longest) THEN word ELSE longest END) AS word
    FROM core.indicator_term
    WHERE len(words) > 0
),
candidate AS (
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
spoken AS (
    SELECT series_id, 'subject' AS part, unnest(subject_words) AS word FROM candidate
    UNION ALL
    SELECT series_id, 'measure' AS part, unnest(measure_words) AS word FROM candidate
),
hit AS (
    SELECT DISTINCT t.indicator_id, s.series_id, t.role, t.words, s.part
    FROM spoken AS s
    JOIN term AS t ON t.word = s.word AND t.role IN (s.part, 'exclude')
),
met AS (
    SELECT
        i.indicator_id,
        c.series_id,
        array_agg(DISTINCT h.role) AS roles,
        bool_or(i.base_unit IS NOT NULL AND i.base_unit <> c.base_unit) AS converted
    FROM hit AS h
    JOIN candidate AS c USING (series_id)
    JOIN core.indicator AS i
        ON i.indicator_id = h.indicator_id
        AND (i.kind IS NULL OR i.kind = c.kind)
        AND (
            i.base_unit IS NULL
            OR i.base_unit = c.base_unit
            -- Money in another currency, where there are rates for both.
            OR (
                i.kind = 'money'
                AND i.base_unit IN (SELECT currency FROM core.rate)
                AND c.base_unit IN (SELECT currency FROM core.rate)
            )
        )
        AND (i.any_per OR i.base_per IS NOT DISTINCT FROM c.base_per)
        AND i.is_change = c.is_change
    WHERE list_has_all(CASE WHEN h.part = 'subject' THEN c.subject_words ELSE c.measure_words END, h.words)
    GROUP BY i.indicator_id, c.series_id
),
asked AS (
    SELECT indicator_id, array_agg(DISTINCT role) FILTER (role <> 'exclude') AS roles FROM term GROUP BY ALL
)
SELECT m.indicator_id, m.series_id, m.converted
FROM met AS m
JOIN asked AS a USING (indicator_id)
WHERE list_has_all(m.roles, a.roles) AND NOT list_contains(m.roles, 'exclude')
ORDER BY ALL

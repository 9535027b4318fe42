-- Series linked over articles, or the one whose id is $text; those with most outlets first. One row each. An outlet that gave
-- several figures of a series counts once: where a series has more than one figure, their appearances have to be looked at.
WITH listed AS (
    SELECT
        s.series_id,
        any_value(s.subject) AS subject,
        any_value(s.measure) AS measure,
        any_value(s.kind) AS kind,
        any_value(s.unit) AS unit,
        any_value(s.per) AS per,
        any_value(s.is_change) AS is_change,
        count(*) AS figures,
        sum(f.appearances)::BIGINT AS claims,
        max(f.outlets) AS outlets,
        min(f.first_said_at) AS first_said_at,
        max(f.last_said_at) AS last_said_at
    FROM core.series AS s
    JOIN core.figure AS f USING (series_id)
    WHERE f.live
        AND (NOT s.local OR s.series_id = $text)
        AND (
            $text IS NULL
            OR s.series_id = $text
            OR contains(lower(s.subject), lower($text))
            OR contains(lower(s.measure), lower($text))
            OR contains(lower(concat_ws(' ', s.subject, s.measure)), lower($text))
            -- All its words, as they are folded in keys of subjects and of measures.
            OR (
                len($whole) > 0
                AND list_bool_and(
                    list_transform(
                        list_zip($whole, $stems),
                        lambda pair: list_contains(string_split(s.subject_key, ' '), pair[1])
                            OR list_contains(string_split(s.measure_key, ' '), pair[2])
                    )
                )
            )
        )
    GROUP BY s.series_id
),
several AS (
    SELECT f.series_id, count(DISTINCT p.outlet)::INTEGER AS outlets
    FROM core.figure AS f
    JOIN core.appearance AS p USING (figure_id)
    WHERE p.live AND f.series_id IN (SELECT series_id FROM listed WHERE figures > 1)
    GROUP BY f.series_id
)
SELECT l.* REPLACE (coalesce(n.outlets, l.outlets) AS outlets)
FROM listed AS l
LEFT JOIN several AS n USING (series_id)
ORDER BY outlets DESC, figures DESC, subject, measure, series_id

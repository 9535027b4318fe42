-- Pairs of series that may be one: outlets gave the same value for both within $days days, in the same unit and for no
-- other time. Two digits (of both ends of a range) are enough where the subject is the same, three where a word of
-- subject or measure is. A value that more than a hundred figures of one subject or with one word have is no sign of
-- anything, and would make five thousand pairs and more. Those with most such values first. One row each; into_series
-- is the one with more figures.
WITH told AS (
    SELECT
        s.series_id, s.subject, s.measure, s.subject_key, s.kind, s.base_unit, s.base_per, s.is_change, f.figure_id, f.quote,
        f.modality, f.period_start, f.period_end, f.base_value_low, f.base_value_high, f.article_id, f.first_said_at,
        f.last_said_at,
        length(trim(replace(abs(f.value_low)::VARCHAR, '.', ''), '0'))
        + CASE WHEN f.value_high <> f.value_low THEN length(trim(replace(abs(f.value_high)::VARCHAR, '.', ''), '0')) ELSE 0 END
            AS digits,
        list_filter(
            list_distinct(string_split(concat_ws(' ', s.subject_key, s.measure_key), ' ')),
            lambda word : word NOT IN ('&', 'and', 'at', 'by', 'de', 'for', 'from', 'in', 'la', 'of', 'on', 'the', 'to')
        ) AS words,
        count(*) OVER (PARTITION BY s.series_id) AS figures
    FROM core.figure AS f
    JOIN core.series AS s USING (series_id)
    WHERE f.live AND NOT s.local
    QUALIFY digits >= 2
),
-- Each figure once for every way in which it may be linked: by its subject, and by each of its words.
way AS (
    SELECT *, NULL AS word FROM told
    UNION ALL
    SELECT *, unnest(words) AS word FROM told WHERE digits >= 3
),
seldom AS (
    SELECT *, CASE WHEN word IS NULL THEN concat('is ', subject_key) ELSE concat('has ', word) END AS both_say
    FROM way
    QUALIFY count(*) OVER (
        PARTITION BY both_say, kind, base_unit, base_per, is_change, modality, base_value_low, base_value_high
    ) <= 100
),
pair AS (
    SELECT DISTINCT
        one.series_id AS series_id,
        other.series_id AS into_series,
        one.subject,
        one.measure,
        other.subject AS into_subject,
        other.measure AS into_measure,
        one.quote,
        one.figure_id,
        other.figure_id AS into_figure,
        one.base_value_low,
        one.base_value_high,
        one.digits,
        len(list_intersect(one.words, other.words)) AS shared
    FROM seldom AS one
    JOIN seldom AS other
        ON one.both_say = other.both_say
        AND one.kind = other.kind
        AND one.base_unit = other.base_unit
        AND one.base_per IS NOT DISTINCT FROM other.base_per
        AND one.is_change = other.is_change
        AND one.modality = other.modality
        AND one.base_value_low = other.base_value_low
        AND one.base_value_high = other.base_value_high
        AND (one.figures, one.series_id) < (other.figures, other.series_id)
        AND one.article_id <> other.article_id
    WHERE (
            one.period_start IS NULL
            OR other.period_start IS NULL
            OR (one.period_start, one.period_end) = (other.period_start, other.period_end)
        )
        AND one.first_said_at <= other.last_said_at + to_days($days)
        AND other.first_said_at <= one.last_said_at + to_days($days)
),
carried AS (
    SELECT p.series_id, p.into_series, list_sort(list(DISTINCT a.outlet)) AS outlets
    FROM (SELECT series_id, into_series, unnest([figure_id, into_figure]) AS figure_id FROM pair) AS p
    JOIN core.appearance AS a USING (figure_id)
    WHERE a.live
    GROUP BY ALL
)
SELECT
    count(DISTINCT (p.base_value_low, p.base_value_high)) AS values_alike,
    arg_max(p.quote, (p.digits, p.quote)) AS quote,
    any_value(p.subject) AS subject,
    any_value(p.measure) AS measure,
    any_value(p.into_subject) AS into_subject,
    any_value(p.into_measure) AS into_measure,
    any_value(c.outlets) AS outlets,
    p.series_id,
    p.into_series
FROM pair AS p
JOIN carried AS c USING (series_id, into_series)
WHERE len(c.outlets) > 1
GROUP BY p.series_id, p.into_series
ORDER BY values_alike DESC, max(p.shared) DESC, max(p.digits) DESC, p.series_id, p.into_series

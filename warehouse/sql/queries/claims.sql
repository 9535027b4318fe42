-- Claims of current texts that fit every filter that is not NULL, newest first. One row each. A subject or measure
-- fits by its letters, or by all its words as keys fold them, under any name.
SELECT
    said_at, outlet, subject, measure, quote, value_low, value_high, bound, unit, per, change, period_iso, modality,
    attributed_to, sentence, context, url, claim_id, series_id, figure_id, c.corrected, c.rejected, c.read_before,
    CASE WHEN c.rejected THEN 'rejected' WHEN c.corrected THEN coalesce(k.changes, 'confirmed') END AS by_hand
FROM mart.claim AS c
LEFT JOIN core.corrected AS k USING (claim_id)
WHERE is_current
    AND (
        $subject IS NULL
        OR contains(lower(subject), lower($subject))
        OR series_id IN (
            SELECT series_id FROM core.series
            WHERE len($subject_words) > 0 AND list_has_all(string_split(subject_key, ' '), $subject_words)
        )
    )
    AND (
        $measure IS NULL
        OR contains(lower(measure), lower($measure))
        OR series_id IN (
            SELECT series_id FROM core.series
            WHERE len($measure_stems) > 0 AND list_has_all(string_split(measure_key, ' '), $measure_stems)
        )
    )
    AND ($text IS NULL OR contains(lower(sentence), lower($text)) OR contains(lower(context), lower($text)))
    AND ($outlet IS NULL OR contains(lower(outlet), lower($outlet)))
    AND ($kind IS NULL OR kind = $kind)
    AND ($modality IS NULL OR modality = $modality)
    AND ($series IS NULL OR series_id = $series)
    AND ($url IS NULL OR url = $url)
    AND ($since IS NULL OR said_at >= $since)
ORDER BY said_at DESC, article_id, char_start

-- Events the rules have still to judge: new ones, oldest first, then those that are waited for, the one looked at
-- longest ago first. rules: those that said "wait" of it before; NULL when nobody has judged it. outlets and origins of
-- an event that is waited for are counted anew.
WITH waiting AS (
    SELECT event_id, list(rule_id ORDER BY rule_id) AS rules, min(judged_at) AS looked_at
    FROM core.judgement
    WHERE verdict = 'wait' AND until >= $still_waiting
    GROUP BY event_id
),
due AS (  -- narrow, because all that are due are sorted for it
    SELECT
        e.event_id,
        w.looked_at,
        CASE WHEN j.event_id IS NULL THEN NULL ELSE w.rules END AS rules
    FROM core.event AS e
    LEFT JOIN waiting AS w USING (event_id)
    LEFT JOIN core.judged AS j USING (event_id)
    WHERE w.rules IS NOT NULL OR j.event_id IS NULL
    ORDER BY rules IS NOT NULL, w.looked_at, e.occurred_at, e.event_id
    LIMIT $limit
)
SELECT {event}, e.rules
FROM (
    SELECT
        e.* REPLACE (
            CASE WHEN d.rules IS NULL OR f.figure_id IS NULL THEN e.outlets ELSE f.outlets END AS outlets,
            CASE WHEN d.rules IS NULL OR f.figure_id IS NULL THEN e.origins ELSE f.origins END AS origins
        ),
        d.looked_at,
        d.rules
    FROM core.event AS e
    JOIN due AS d USING (event_id)
    LEFT JOIN core.figure AS f USING (figure_id)
) AS e
ORDER BY e.rules IS NOT NULL, e.looked_at, e.occurred_at, e.event_id

-- Figures that others state, too, from what is left of their appearances: counts are of today's texts, the wording is
-- that of the most precise claim, and what is known is what all of them allow together (what that claim allows, should
-- they not meet). A fall is below zero in the figure, as the loader has it.
UPDATE core.figure
SET
    claim_id = r.claim_id,
    article_id = r.article_id,
    quote = r.quote,
    value_low = r.value_low,
    value_high = r.value_high,
    bound = r.bound,
    unit = r.unit,
    per = r.per,
    base_value_low = r.base_value_low,
    base_value_high = r.base_value_high,
    claim_allows_low = r.allow_low,
    claim_allows_high = r.allow_high,
    claim_allows_low_open = r.allow_low_open,
    claim_allows_high_open = r.allow_high_open,
    known_low = CASE WHEN r.meets THEN r.lowest ELSE r.allow_low END,
    known_high = CASE WHEN r.meets THEN r.highest ELSE r.allow_high END,
    known_low_open = CASE WHEN r.meets THEN coalesce(r.lowest_open, r.allow_low_open) ELSE r.allow_low_open END,
    known_high_open = CASE WHEN r.meets THEN coalesce(r.highest_open, r.allow_high_open) ELSE r.allow_high_open END,
    as_of = coalesce(figure.period_end, r.first_said_on),
    first_said_at = r.first_said_at,
    last_said_at = r.last_said_at,
    appearances = r.appearances,
    outlets = r.outlets,
    origins = r.origins,
    live = r.live
FROM (
    WITH said AS (
        SELECT
            c.*,
            p.live,
            p.figure_id AS of_figure,
            coalesce(c.allow_high - c.allow_low, 'infinity'::DOUBLE) AS width
        FROM core.appearance AS p
        JOIN core.claim AS c USING (claim_id)
        JOIN doomed_figure AS d ON d.figure_id = p.figure_id AND d.stays
    ),
    together AS (
        SELECT
            of_figure,
            max(allow_low) AS lowest,
            min(allow_high) AS highest,
            min(said_on) AS first_said_on,
            min(said_at) AS first_said_at,
            max(said_at) AS last_said_at,
            count(*) FILTER (live) AS appearances,
            count(DISTINCT outlet) FILTER (live) AS outlets,
            count(DISTINCT origin_id) FILTER (live) AS origins,
            bool_or(live) AS live
        FROM said
        GROUP BY of_figure
    ),
    edges AS (
        SELECT
            t.of_figure,
            bool_or(s.allow_low_open) FILTER (s.allow_low = t.lowest) AS lowest_open,
            bool_or(s.allow_high_open) FILTER (s.allow_high = t.highest) AS highest_open
        FROM together AS t
        JOIN said AS s USING (of_figure)
        GROUP BY t.of_figure
    ),
    best AS (
        SELECT
            of_figure,
            claim_id,
            article_id,
            quote,
            unit,
            per,
            base_value_low,
            base_value_high,
            allow_low,
            allow_high,
            allow_low_open,
            allow_high_open,
            CASE WHEN change = 'down' THEN -value_high ELSE value_low END AS value_low,
            CASE WHEN change = 'down' THEN -value_low ELSE value_high END AS value_high,
            CASE
                WHEN change = 'down' THEN translate(bound, '<>', '><')
                ELSE bound
            END AS bound
        FROM said
        QUALIFY row_number() OVER (
            PARTITION BY of_figure
            ORDER BY
                width,
                -- of those that are open to one side the one that leaves least open, as the loader has it
                CASE WHEN allow_high IS NULL THEN allow_low END DESC NULLS LAST,
                CASE WHEN allow_low IS NULL THEN allow_high END NULLS LAST,
                said_at,
                claim_id
        ) = 1
    )
    SELECT
        b.*,
        t.* EXCLUDE (of_figure),
        e.* EXCLUDE (of_figure),
        t.lowest IS NULL
        OR t.highest IS NULL
        OR t.lowest < t.highest
        OR (t.lowest = t.highest AND NOT e.lowest_open AND NOT e.highest_open) AS meets
    FROM best AS b
    JOIN together AS t USING (of_figure)
    JOIN edges AS e USING (of_figure)
) AS r
WHERE figure.figure_id = r.of_figure

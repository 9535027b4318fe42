-- what a figure says of its appearances is not what they say
WITH told AS (
    SELECT
        figure_id,
        count(*) AS appearances,
        count(DISTINCT outlet) AS outlets,
        count(DISTINCT origin_id) AS origins
    FROM core.appearance
    WHERE live
    GROUP BY figure_id
)
SELECT 'figure ' || f.figure_id AS what
FROM core.figure AS f
LEFT JOIN told AS t USING (figure_id)
WHERE (f.appearances, f.outlets, f.origins, f.live)
    IS DISTINCT FROM (coalesce(t.appearances, 0), coalesce(t.outlets, 0), coalesce(t.origins, 0), t.figure_id IS NOT NULL)

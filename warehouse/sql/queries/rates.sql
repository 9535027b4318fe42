-- What one of each currency was worth in $target on its day, by the last rates up to $age days before. One row for each
-- pair of $currencies and $days that has rates of one day for both.
WITH asked AS (
    SELECT unnest($currencies::VARCHAR[]) AS currency, unnest($days::DATE[]) AS day
),
rate AS (
    SELECT f.currency, f.on_day, (t.per_base::DOUBLE / f.per_base::DOUBLE)::DECIMAL(38, 10) AS rate
    FROM core.rate AS f
    JOIN core.rate AS t ON t.on_day = f.on_day AND t.currency = $target
    WHERE f.currency IN (SELECT currency FROM asked)
)
SELECT a.currency, a.day, arg_max(r.rate, r.on_day) AS rate, max(r.on_day) AS rate_on
FROM asked AS a
JOIN rate AS r ON r.currency = a.currency AND r.on_day BETWEEN a.day - $age::INTEGER AND a.day
GROUP BY a.currency, a.day

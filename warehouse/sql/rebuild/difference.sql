-- How many claims were added, lost, changed or stay the same. One row for each of these that occurs.
SELECT what, count(*) AS claims
FROM claim_difference
GROUP BY what

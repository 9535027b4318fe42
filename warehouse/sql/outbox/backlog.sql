-- What is pending. One row for each channel and lane that has any; due_at of the first in the queue, behind which the
-- others wait, and the error nearest to its head.
SELECT
    channel_id, lane, count(*) AS deliveries, arg_min(due_at, (created_at, delivery_id)) AS due_at,
    arg_min(error, (created_at, delivery_id)) FILTER (error IS NOT NULL) AS error
FROM core.delivery
WHERE state = 'pending'
GROUP BY channel_id, lane
ORDER BY channel_id, lane

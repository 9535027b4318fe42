-- Deliveries that a retry of $ids, or of all of $channel, concerns, one row each. is_meant: given up, or waiting for a
-- later attempt, and so to be due now. is_parted: of a batch of which only a part is meant, itself meant or not, so that
-- its batch_id no longer holds. What is sent or on its way (taken by a sender, until $lease at most) is never among them.
WITH able AS (
    SELECT
        delivery_id,
        coalesce(batch_id, delivery_id) AS batch_id,
        state = 'dead' OR (
            state = 'pending'
            AND (due_at <= $now OR batch_id IS NULL OR error IS NOT NULL OR due_at > $lease)
        ) AS is_free,
        is_free AND (state = 'dead' OR due_at > $now)
            AND (delivery_id IN (SELECT unnest($ids::VARCHAR[])) OR channel_id IS NOT DISTINCT FROM $channel) AS is_meant
    FROM core.delivery
)
SELECT delivery_id, is_meant, bool_or(is_meant) OVER batch AND NOT bool_and(is_meant) OVER batch AS is_parted
FROM able
WINDOW batch AS (PARTITION BY batch_id)
QUALIFY is_free AND (is_meant OR is_parted)

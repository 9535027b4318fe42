-- An event with both quotes. One row, or none.
SELECT * FROM mart.event WHERE event_id = $id

-- What is the last known value of everything said of a place?
SELECT measure, bound, value_low, unit, per, as_of, outlets, quote
FROM mart.latest
WHERE subject ILIKE '%new area%'
ORDER BY measure

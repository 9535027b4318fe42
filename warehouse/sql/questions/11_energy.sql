-- Which claims are about more than a petabyte, whatever unit they were written in?
SELECT quote, base_value_low / 1e15 AS petabytes, subject, sentence
FROM mart.claim
WHERE base_unit = 'B' AND base_value_low >= 1e15 AND is_current
ORDER BY base_value_low DESC

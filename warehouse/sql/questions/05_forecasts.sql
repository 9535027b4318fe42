-- Which forecasts and targets were met, missed or passed over in silence?
SELECT due_on, status, modality, subject, measure, quote AS expected, actual_quote AS reported
FROM mart.forecast
ORDER BY due_on

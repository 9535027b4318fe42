-- an id is there twice
SELECT 'claim ' || claim_id AS what FROM core.claim GROUP BY claim_id HAVING count(*) > 1
UNION ALL SELECT 'article ' || article_id FROM core.article GROUP BY article_id HAVING count(*) > 1
UNION ALL
SELECT 'article ' || article_id || ' version ' || version
FROM core.article_version GROUP BY article_id, version HAVING count(*) > 1
UNION ALL SELECT 'series ' || series_id FROM core.series GROUP BY series_id HAVING count(*) > 1
UNION ALL SELECT 'figure ' || figure_id FROM core.figure GROUP BY figure_id HAVING count(*) > 1
UNION ALL SELECT 'appearance of claim ' || claim_id FROM core.appearance GROUP BY claim_id HAVING count(*) > 1
UNION ALL SELECT 'event ' || event_id FROM core.event GROUP BY event_id HAVING count(*) > 1
UNION ALL SELECT 'alert ' || alert_id FROM core.alert GROUP BY alert_id HAVING count(*) > 1
UNION ALL SELECT 'delivery ' || delivery_id FROM core.delivery GROUP BY delivery_id HAVING count(*) > 1
UNION ALL SELECT 'page ' || page_id FROM raw.page GROUP BY page_id HAVING count(*) > 1

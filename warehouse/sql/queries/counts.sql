-- How much there is. One row.
SELECT
    (SELECT count(*) FROM core.article) AS articles,
    (SELECT count(*) FROM core.article_version) AS versions,
    (SELECT count(*) FROM core.claim) AS claims,
    (SELECT count(*) FROM core.series WHERE NOT local) AS series,
    (SELECT count(*) FROM core.figure WHERE live) AS figures,
    (SELECT count(*) FROM core.event) AS events,
    (SELECT count(*) FROM core.alert) AS alerts

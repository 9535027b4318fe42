-- The figures of the series in list wanted. One row each. Looked up by rowid, so that only their blocks are read.
SELECT *
FROM core.figure
WHERE rowid IN (SELECT rowid FROM core.figure WHERE series_id IN (SELECT unnest(wanted)))

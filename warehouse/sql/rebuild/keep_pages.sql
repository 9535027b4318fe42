-- Pages whose bytes are no longer archived, as the old file has them: nothing could be made of them anew, so that they
-- count as read by the version that read the others.
INSERT INTO raw.page BY NAME
SELECT b.* REPLACE (
    CASE
        WHEN b.extractor_version IS NOT NULL
            THEN coalesce((SELECT max(extractor_version) FROM raw.page), b.extractor_version)
    END AS extractor_version
)
FROM before.raw.page AS b
ANTI JOIN raw.page USING (page_id);

INSERT INTO raw.feed_text BY NAME
FROM before.raw.feed_text
SEMI JOIN raw.page USING (page_id)
ANTI JOIN raw.feed_text USING (page_id)

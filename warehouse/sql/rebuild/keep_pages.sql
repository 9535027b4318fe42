-- Pages whose bytes are no longer archived, as the old file has them: nothing could be made of them anew.
INSERT INTO raw.page BY NAME
SELECT * FROM before.raw.page ANTI JOIN raw.page USING (page_id)

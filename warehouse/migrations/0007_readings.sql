-- Which extractor read a page, also one that gave no article, and how often reading it was tried.

ALTER TABLE raw.page ADD COLUMN extractor_version VARCHAR;
ALTER TABLE raw.page ADD COLUMN tries INTEGER;
COMMENT ON COLUMN raw.page.extractor_version IS 'Version of the extractor that read it; NULL for what is no page to be read for an article.';
COMMENT ON COLUMN raw.page.tries IS 'How often it was read: more than once where reading it broke off (timeout, crashed, memory).';

-- There was no other version before these columns.
UPDATE raw.page SET extractor_version = '1', tries = 1 WHERE result IN ('article', 'rejected');

-- Where a feed brings whole articles, its text may be read in place of a page that refuses. A table of its own: a column
-- of raw.page cannot be added in one transaction with the rows that an earlier step has changed there.

CREATE TABLE raw.feed_text (
    page_id VARCHAR NOT NULL,
    feed VARCHAR NOT NULL
);
COMMENT ON TABLE raw.feed_text IS 'Rows of raw.page that no site sent: texts of feeds that were read in place of a page which had refused, or held no article. One row each.';
COMMENT ON COLUMN raw.feed_text.page_id IS 'The row; its url is that of the page it stands for.';
COMMENT ON COLUMN raw.feed_text.feed IS 'URL of the feed.';

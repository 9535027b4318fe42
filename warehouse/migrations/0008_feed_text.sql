-- Where a feed brings whole articles, its text may be read in place of a page that refuses.

ALTER TABLE raw.page ADD COLUMN text_from VARCHAR;
COMMENT ON TABLE raw.page IS 'Ledger of answers: one row for each that a site gave, whatever it was, for each local file read, and for each text of a feed that was read in place of a page. Bodies lie in the page archive.';
COMMENT ON COLUMN raw.page.text_from IS 'Feed whose text of the article was read in place of the page at url, which had refused or held none; NULL for what that address itself sent.';

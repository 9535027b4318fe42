-- The ledger holds every answer: listings, and what a site sends with a status that says no, beside the pages.

COMMENT ON TABLE raw.page IS 'Ledger of fetched pages: one row for each body that was fetched. Bodies lie in the page archive.';
COMMENT ON COLUMN raw.page.result IS 'What became of it: article; rejected; listing, a feed, sitemap or page of links; failed, what a site sent with a status that says no (its body cut at 64 KB).';
COMMENT ON COLUMN raw.page.reason IS 'Stable code of why it was rejected or failed, such as empty, consent_wall or not_found; NULL otherwise.';
COMMENT ON COLUMN raw.page.message IS 'The same in one line; NULL otherwise.';
COMMENT ON COLUMN raw.page.article_id IS 'Article it gave; NULL when it gave none.';

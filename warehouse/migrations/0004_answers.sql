-- The ledger holds every answer: beside the pages listings, redirects, robots.txt, tdmrep.json, that a page is as it was, and
-- what a site sends instead of what was wanted.

COMMENT ON TABLE raw.page IS 'Ledger of answers: one row for each that a site gave, whatever it was, and for each local file read. Bodies lie in the page archive.';
COMMENT ON COLUMN raw.page.url IS 'URL as listed; of a redirect, the one that redirects.';
COMMENT ON COLUMN raw.page.final_url IS 'URL after redirects; of a redirect, the one it sends to.';
COMMENT ON COLUMN raw.page.sha256 IS 'Digest of the body; of result unchanged, of the body that it still has.';
COMMENT ON COLUMN raw.page.bytes IS 'Length of the body as kept.';
COMMENT ON COLUMN raw.page.robots IS 'What robots.txt said: allowed, none, not_asked; and the pause between requests that it asks for (crawl-delay). Empty for robots.txt and tdmrep.json themselves.';
COMMENT ON COLUMN raw.page.result IS 'What it was: article; rejected, a page that holds none; listing, a feed, sitemap or page of links; unchanged, what it was before; failed, not what was wanted (its body cut at 64 KB or not kept); redirect, one hop; robots, a robots.txt; tdmrep, a tdmrep.json.';
COMMENT ON COLUMN raw.page.reason IS 'Stable code of why it was rejected or failed, such as empty, consent_wall or not_found, or how it is unchanged: not_modified (304) or same_bytes; NULL otherwise.';
COMMENT ON COLUMN raw.page.message IS 'The same in one line; NULL otherwise.';
COMMENT ON COLUMN raw.page.article_id IS 'Article it gave; NULL when it gave none.';

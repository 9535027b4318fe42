-- "Cut its forecast to 4.6 million from 4.9 million": what a text says has been replaced is told from what holds. Claims
-- of before get it when pages are read anew.

ALTER TABLE core.claim ADD COLUMN replaced_by VARCHAR;
COMMENT ON COLUMN core.claim.replaced_by IS 'Claim of the text that took the place of this one, where the text says that this was given before: the 4.9 million of "cut its forecast to 4.6 million from 4.9 million"; NULL elsewhere.';

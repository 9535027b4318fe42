-- "Cut its forecast to 4.6 million from 4.9 million": what a text says has been replaced is told from what holds. Claims
-- of before get it when pages are read anew.

ALTER TABLE core.claim ADD COLUMN former BOOLEAN DEFAULT false;
COMMENT ON COLUMN core.claim.former IS 'True where the text says that this was given before and has been replaced, and gives what took its place: the 4.9 million of "cut its forecast to 4.6 million from 4.9 million".';

-- What stands at the head of a table is kept beside the row that is a claim's sentence: "312.4" alone says neither
-- quarter nor unit. Claims of before get it when pages are read anew.

ALTER TABLE core.claim ADD COLUMN context VARCHAR;
COMMENT ON COLUMN core.claim.context IS 'Of a cell of a table: what its caption, part and heads say of it, from the text, such as "$ million · Q3 2026"; the sentence is its row. NULL for prose, and for claims read before this was kept.';

ALTER TABLE core.event ADD COLUMN context VARCHAR;
COMMENT ON COLUMN core.event.context IS 'What the heads of the table say, where the sentence is a row of one; NULL otherwise.';

-- Fingerprints of texts, by which copies of one piece of news are found across outlets.

CREATE TABLE core.fingerprint (
    article_id VARCHAR NOT NULL,
    said_at TIMESTAMP NOT NULL,
    method INTEGER NOT NULL,
    minhash BLOB NOT NULL,
    copy_of VARCHAR
);
COMMENT ON TABLE core.fingerprint IS 'What is needed of an article''s current text to find its copies. One row for each article.';
COMMENT ON COLUMN core.fingerprint.article_id IS 'Article.';
COMMENT ON COLUMN core.fingerprint.said_at IS 'When it was published, or first fetched where that is unknown, UTC; the earliest of a group is its origin.';
COMMENT ON COLUMN core.fingerprint.method IS 'Version of the method; only fingerprints of one method can be compared.';
COMMENT ON COLUMN core.fingerprint.minhash IS 'MinHash of its three-word runs: 128 unsigned 32-bit numbers, little-endian; empty for a text too short to judge.';
COMMENT ON COLUMN core.fingerprint.copy_of IS 'Earliest article of which it is a copy, lightly edited or cut; NULL when it is no copy.';

CREATE TABLE core.fingerprint_key (
    article_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    key BIGINT NOT NULL
);
COMMENT ON TABLE core.fingerprint_key IS 'Numbers that copies have in common. One row for each of an article''s.';
COMMENT ON COLUMN core.fingerprint_key.article_id IS 'Article.';
COMMENT ON COLUMN core.fingerprint_key.kind IS 'band: of the MinHash, copies share at least one. sentence: hash of a longer sentence.';
COMMENT ON COLUMN core.fingerprint_key.key IS 'The number.';

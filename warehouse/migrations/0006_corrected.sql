-- What a person changed in a claim is kept with the claim, not with the correction: one correction may have found the
-- claim in several texts of an article. Corrections say who made them, when, and what keeps them from holding.

CREATE TABLE core.corrected (
    claim_id VARCHAR NOT NULL,
    rejected BOOLEAN NOT NULL,
    corrected BOOLEAN NOT NULL,
    read_before VARCHAR,
    changes VARCHAR,
    steps STRUCT(correction_id VARCHAR, before VARCHAR, after VARCHAR)[],
    own_series_id VARCHAR,
    original VARCHAR NOT NULL
);
COMMENT ON TABLE core.corrected IS 'Claims that a person has rejected, fixed or moved. One row each.';
COMMENT ON COLUMN core.corrected.claim_id IS 'Claim.';
COMMENT ON COLUMN core.corrected.rejected IS 'True when a person has said that it is no claim; it makes no figure.';
COMMENT ON COLUMN core.corrected.corrected IS 'True when a person has changed what it says, or the series it belongs to.';
COMMENT ON COLUMN core.corrected.read_before IS 'What was read before a person changed it, such as value 5.9; NULL where nothing that can be seen was changed.';
COMMENT ON COLUMN core.corrected.changes IS 'The same with what it says now, such as value 5.9 → 5.7.';
COMMENT ON COLUMN core.corrected.steps IS 'Each correction of it in the order of the file, with what it found and what it left.';
COMMENT ON COLUMN core.corrected.own_series_id IS 'Series that it would be in as it was read.';
COMMENT ON COLUMN core.corrected.original IS 'The claim as the extractor gave it, as JSON, so that the correction can be taken back.';

INSERT INTO core.corrected BY NAME
SELECT DISTINCT ON (claim_id) *
FROM (
    SELECT
        json_extract_string(original, '$.claim_id') AS claim_id,
        action = 'reject' AS rejected,
        action <> 'reject' AS corrected,
        json_extract_string(original, '$.series_id') AS own_series_id,
        original
    FROM core.correction
    WHERE original IS NOT NULL AND action IN ('reject', 'fix', 'move')
)
WHERE claim_id IN (SELECT claim_id FROM core.claim);

ALTER TABLE core.correction DROP COLUMN original;
ALTER TABLE core.correction ADD COLUMN series_ids VARCHAR[];
ALTER TABLE core.correction ADD COLUMN made_by VARCHAR;
ALTER TABLE core.correction ADD COLUMN made_at TIMESTAMP;
ALTER TABLE core.correction ADD COLUMN problem VARCHAR;
COMMENT ON COLUMN core.correction.state IS 'applied; unknown when what it is about is not in the warehouse; idle when it is, and nothing changes; unfit when the claim cannot be what it says.';
COMMENT ON COLUMN core.correction.applied_at IS 'When the warehouse was last brought to agree with the file, UTC.';
COMMENT ON COLUMN core.correction.series_ids IS 'Series that it takes claims from and gives them to.';
COMMENT ON COLUMN core.correction.made_by IS 'Who made it; NULL if the file does not say.';
COMMENT ON COLUMN core.correction.made_at IS 'When it was made, UTC; NULL if the file does not say.';
COMMENT ON COLUMN core.correction.problem IS 'Why it does nothing, in one line; NULL when it is applied.';

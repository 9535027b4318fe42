-- Corrections keep their whole entry and what they changed; exchange rates that the operator supplies.

ALTER TABLE core.correction ADD COLUMN entry VARCHAR;
ALTER TABLE core.correction ADD COLUMN original VARCHAR;
COMMENT ON COLUMN core.correction.entry IS 'The whole entry of the file, as JSON.';
COMMENT ON COLUMN core.correction.original IS 'The claim as the extractor gave it, as JSON, so that it can be taken back; NULL where no claim is changed.';

CREATE TABLE core.rate (
    currency VARCHAR NOT NULL,
    on_day DATE NOT NULL,
    per_base DECIMAL(38, 10) NOT NULL,
    base VARCHAR NOT NULL
);
COMMENT ON TABLE core.rate IS 'Exchange rates from the file that fx in config/indicators.yaml names. One row for each currency and day.';
COMMENT ON COLUMN core.rate.currency IS 'ISO 4217 code.';
COMMENT ON COLUMN core.rate.on_day IS 'Day of the rate.';
COMMENT ON COLUMN core.rate.per_base IS 'How many of the currency one of base cost that day.';
COMMENT ON COLUMN core.rate.base IS 'Currency the file counts in, such as EUR.';

ALTER TABLE core.indicator_series ADD COLUMN converted BOOLEAN DEFAULT false;
COMMENT ON COLUMN core.indicator_series.converted IS 'True when the series counts in another currency and its values are converted by dated rates to be shown; alerts leave it out.';

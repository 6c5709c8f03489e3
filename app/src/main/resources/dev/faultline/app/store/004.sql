-- The request behind a finding: what was asked and what came of it, as it is shown, and how long that took in nanoseconds.
-- NULL where there is none, and for findings of earlier versions.
ALTER TABLE finding ADD COLUMN request TEXT;
ALTER TABLE finding ADD COLUMN elapsed INTEGER;

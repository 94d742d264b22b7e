-- Verdicts: the rules that led to a proposal, what is asked of the unit and by when, which of
-- several accounts is better kept, and what stands beside the verdict (findings/disposition.py).
ALTER TABLE verdicts ADD COLUMN proposal_rules VARCHAR[];
ALTER TABLE verdicts ADD COLUMN proposed_action VARCHAR;
ALTER TABLE verdicts ADD COLUMN act_by DATE;
ALTER TABLE verdicts ADD COLUMN keep_account VARCHAR;
ALTER TABLE verdicts ADD COLUMN notes VARCHAR[];

"""From unexpected rows to 问题 and 结论: lifecycle, evidence, verdicts."""

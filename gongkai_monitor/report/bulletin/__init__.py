"""通报: what a month or quarter of audits showed, in the order that offices write it."""

"""Great Expectations: judges facts by the editions and the stored data by soundness suites."""

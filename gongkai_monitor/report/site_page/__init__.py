"""One page per site: verdict, problems, the week of probes, columns, links, evidence."""

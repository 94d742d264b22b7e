"""Who is watched: the registry workbook as template, import, export and trail of changes."""

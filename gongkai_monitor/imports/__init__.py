"""Files of the user (xlsx, csv): tables in, frozen records and located faults out."""

"""What ``make bench`` measures: recall of the search, and the catalogue's speed beside a page written with care."""

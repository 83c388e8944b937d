"""German dates hold together: between the day, the month and the year stands U+00A0."""

DATE_FORMAT = "j.\u00a0F\u00a0Y"
DATETIME_FORMAT = "j.\u00a0F\u00a0Y H:i"
YEAR_MONTH_FORMAT = "F\u00a0Y"
MONTH_DAY_FORMAT = "j.\u00a0F"

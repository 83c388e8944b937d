"""Czech dates hold together (U+00A0 between day, month and year) and are written without zeros in front."""

DATE_FORMAT = "j.\u00a0E\u00a0Y"
DATETIME_FORMAT = "j.\u00a0E\u00a0Y G:i"
YEAR_MONTH_FORMAT = "F\u00a0Y"
MONTH_DAY_FORMAT = "j.\u00a0E"
SHORT_DATE_FORMAT = "j.\u00a0n.\u00a0Y"
SHORT_DATETIME_FORMAT = "j.\u00a0n.\u00a0Y G:i"

"""English dates as they are read in Europe, the day first; nothing in them falls apart at the end of a line."""

DATE_FORMAT = "j\u00a0F\u00a0Y"
DATETIME_FORMAT = "j\u00a0F\u00a0Y, H:i"
TIME_FORMAT = "H:i"
YEAR_MONTH_FORMAT = "F\u00a0Y"
MONTH_DAY_FORMAT = "j\u00a0F"
SHORT_DATE_FORMAT = "j\u00a0M\u00a0Y"
SHORT_DATETIME_FORMAT = "j\u00a0M\u00a0Y, H:i"

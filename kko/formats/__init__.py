"""How dates are written: Django's own formats, except where a date would fall apart at the end of a line."""

"""The desk and what curators decide there, and the reports of visitors; one module for each noun."""

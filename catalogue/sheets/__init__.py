"""Sheets: which columns they have, how a cell is read and written, and CSV and XLSX files as tables."""

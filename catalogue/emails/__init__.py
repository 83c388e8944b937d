"""The letters of the catalogue, one module for each noun, one function for each letter."""

"""The catalogue's list as a good Django developer writes it the ordinary way: the measure for ours."""

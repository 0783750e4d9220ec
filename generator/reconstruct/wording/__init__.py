"""What a printed line says it is by its words alone; every pattern is a rule of the trade."""

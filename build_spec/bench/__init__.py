"""How fast the program is: each figure as a ratio to a baseline measured in the same run."""

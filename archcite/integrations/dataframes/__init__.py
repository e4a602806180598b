"""Citations of the rows of tables, for engines that run on many cores or many machines."""

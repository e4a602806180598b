"""CSL items and their values: names, dates, numbers, markup."""

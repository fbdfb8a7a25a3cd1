"""Documents → ir: names, types, units, bounds, tables, provisions; collects every problem."""

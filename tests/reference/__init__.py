"""Second implementations, as plain as can be: what the engine is held against."""

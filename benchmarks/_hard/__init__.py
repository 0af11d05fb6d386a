"""Hard schemas: made-up databases with known keys, in many styles, with the traps that discovery falls into."""

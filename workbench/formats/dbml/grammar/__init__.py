"""Grammar: DBML 10 as the official parser reads it, from tokens to what a text contains."""

"""What several steps ask of a text: its words, days, names. Below the steps, above the nouns."""

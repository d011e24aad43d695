"""What we keep: all SQL of the project, by noun."""

"""What is asked of numerical derivatives and the two chain rules."""

SHEETS = {}

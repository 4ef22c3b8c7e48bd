"""What is asked of an answer, one module a chapter; ``SHEETS`` maps each component to its sheet of checks."""

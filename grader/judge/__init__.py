"""Compare answers with the reference and say what is wrong; pure NumPy, no process, no file."""

"""The judge of *Gradients by Hand*: the right answers, what is asked of an answer, and who decides."""

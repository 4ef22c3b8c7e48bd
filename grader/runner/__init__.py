"""The process an answer runs in, and how values travel to and from it.

Nothing here imports the reference, the checks or the judge.
"""

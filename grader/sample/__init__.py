"""The sample class: one submission for each thing that happens to submissions, named by what it is."""

"""Where learners' code runs: bubblewrap's namespaces around the answer process."""

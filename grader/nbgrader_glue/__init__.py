"""What nbgrader is told, through its configuration only: how to read, rebuild, run and judge a submission."""

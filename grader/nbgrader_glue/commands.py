"""nbgrader's own commands, run in this process: importing nbgrader costs two seconds a command otherwise."""

import logging
import warnings
from pathlib import Path


class CommandFailed(RuntimeError):
    """A command ended badly; its text says which, and what it complained of."""


class _Lines(logging.Handler):
    """Keeps what a command logs and hands each line on."""

    def __init__(self, follow):
        super().__init__(logging.INFO)
        self.follow, self.lines = follow, []

    def emit(self, record):
        line = record.getMessage()
        self.lines.append((record.levelno, line))
        self.follow(line)

    def complaint(self):
        """The sentence to show: the exception's own line where there is one."""
        errors = [text for level, text in self.lines if level >= logging.ERROR]
        last = [text.strip().splitlines()[-1] for text in errors if text.strip()]
        told = [text for text in last if "Error" in text or "Exception" in text]
        return (told or last or ["it gave no reason"])[0]


def run(name, course, *arguments, follow=lambda line: None):
    """Run ``nbgrader name arguments…`` in a course folder; gives the lines it logged.

    follow  called with each line as it is logged
    Raises `CommandFailed`.
    """
    lines = _Lines(follow)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbgrader 0.9.6 warns of its own use of SQLAlchemy, for every student
            app = prepared(name, course, *arguments, handler=lines)
            app.start()
    except SystemExit as end:
        if end.code:
            raise CommandFailed(f"nbgrader {name} failed: {lines.complaint()}") from None
    finally:
        app.log.handlers[:] = []
    return [text for _, text in lines.lines]


def prepared(name, course, *arguments, handler):
    """nbgrader's application for a command, with the course's configuration, not yet started.

    handler  the logging handler that gets what it says
    """
    app = _application(name)
    app.load_cwd_config = False  # only the course's configuration counts, wherever this runs
    app.log.handlers[:] = [handler]
    app.initialize([f"--CourseDirectory.root={Path(course).resolve()}", *arguments])
    app.log.handlers[:] = [handler]
    app.log.propagate = False
    return app


def _application(name):
    import nbgrader.apps

    return getattr(nbgrader.apps, "".join(word.capitalize() for word in name.split("_")) + "App")()

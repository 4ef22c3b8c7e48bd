"""Late penalties, as nbgrader's own step assigns them, from the class's own plugin."""

from nbgrader.preprocessors import AssignLatePenalties


class Penalties:
    """nbgrader's step and its plugin, under the class's configuration."""

    def __init__(self, exporter):
        self.step = AssignLatePenalties(parent=exporter)
        self.step.init_plugin()

    def assign(self, session, submission, entry):
        """Set one notebook's penalty, after its scores were flushed."""
        if not self.step.enabled:
            return
        entry.row.late_submission_penalty = None
        late = submission.total_seconds_late
        if late > 0:
            session.flush()
            session.refresh(entry.row, ["score"])
            penalty = self.step.plugin_inst.late_submission_penalty(submission.student_id, entry.row.score, late)
            if penalty is not None:
                entry.row.late_submission_penalty = min(max(penalty, 0), entry.row.score)

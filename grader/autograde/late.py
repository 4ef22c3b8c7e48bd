"""Late penalties, as nbgrader's own step assigns them, from the class's own plugin."""


def assign(step, session, submission, entry):
    """Set one notebook's penalty, after its scores were flushed.

    step  nbgrader's `AssignLatePenalties`, with its plugin
    """
    if not step.enabled:
        return
    entry.row.late_submission_penalty = None
    late = submission.total_seconds_late
    if late > 0:
        session.flush()
        session.refresh(entry.row, ["score"])
        penalty = step.plugin_inst.late_submission_penalty(submission.student_id, entry.row.score, late)
        if penalty is not None:
            entry.row.late_submission_penalty = min(max(penalty, 0), entry.row.score)

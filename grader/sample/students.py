"""The students of the sample class: each is named by what is the matter with the submission."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from grader.sample import befalls


def answers(kind, exercise):
    """The submission of a student who wrote what stands in ``answers/<kind>.py``."""
    return befalls.as_is(exercise, exercise.answered(kind))


@dataclass(frozen=True)
class Student:
    """One student.

    about       what is the matter, in the table
    make        exercise → files handed in for it
    everywhere  every exercise is submitted like this; otherwise one, and right answers to the others of its chapter
    answers     name of the file in answers/ the student took; only exercises it touches are like this
    late        handed in after the due date
    """

    name: str
    about: str
    make: Callable
    everywhere: bool = False
    answers: str = ""
    late: bool = False


def _writes(kind, about):
    return Student(kind.replace("_", "-"), about, partial(answers, kind), answers=kind)


STUDENTS = (
    Student("right", "right answers", befalls.right, everywhere=True),
    _writes("differently_right", "right answers in other words"),
    Student("blank", "nothing written", befalls.blank, everywhere=True),
    Student("half-finished", "the first function of each answer", befalls.half_finished, everywhere=True),
    _writes("wrong_axis", "sums along the wrong axis"),
    _writes("overflow", "overflows for large numbers"),
    _writes("half_the_derivative", "a part of the derivative is missing"),
    _writes("overwrites_input", "writes into the caller's array"),
    _writes("forgets_return", "returns nothing"),
    _writes("returns_a_list", "a list where an array is asked for"),
    _writes("endless_loop", "a loop that never ends"),
    _writes("ends_python", "ends the Python process"),
    Student("syntax-error", "a bracket that is not closed", befalls.syntax_error),
    Student("warning-on-stderr", "right, with warnings", befalls.warning_on_stderr, answers="warns"),
    Student("extra-helper-cell", "right, with a helper in a cell of its own", befalls.extra_helper_cell),
    Student("duplicated-cell", "right, below an earlier draft of the same cell", befalls.duplicated_cell),
    Student("split-cell", "right, the answer cell cut in two", befalls.split_cell),
    Student("deleted-cell", "the answer cell deleted", befalls.deleted_cell),
    Student("retyped-cell", "right, the answer cell turned into Markdown", befalls.retyped_cell),
    Student("reordered-cells", "right, the cells upside down", befalls.reordered_cells),
    Student("lost-metadata", "right, the cells' names lost in Colab", befalls.lost_metadata),
    Student("edited-tests", "nothing written, the tests emptied", befalls.edited_tests),
    Student("shows-html", "right, and shows a script", befalls.shows_html),
    Student("renamed-file", "right, in a file called … (1).ipynb", befalls.renamed_file),
    Student("unreadable-file", "a file cut off in the middle", befalls.unreadable_file),
    Student("byte-order-mark", "right, behind a byte-order mark", befalls.byte_order_mark),
    Student("merge-marks", "right, between the marks of a merge", befalls.merge_marks),
    Student("old-format", "right, in notebook format 3", befalls.old_format),
    Student("missing-file", "a text file in place of a notebook", befalls.wrong_kind_of_file),
    Student("late", "right, a day late", befalls.right, late=True),
)


def submissions(exercises):
    """Yield (student, assignment, files) for the class.

    exercises  assignment → its `Exercise`s, in order

    Who is not everywhere hands in one assignment, the least visited so far, so that every chapter has its share.
    """
    visits = dict.fromkeys(exercises, 0)
    for student in STUDENTS:
        fitting = [name for name in exercises if _chosen(student, exercises[name])]
        for assignment in fitting if student.everywhere else sorted(fitting, key=visits.get)[:1]:
            visits[assignment] += not student.everywhere
            chosen = _chosen(student, exercises[assignment])
            yield student, assignment, _files(student, exercises[assignment], chosen)


def _chosen(student, exercises):
    """The exercises of an assignment the student's peculiarity shows in."""
    if student.answers:
        return [each for each in exercises if each.touched_by(student.answers)]
    if student.make is befalls.wrong_kind_of_file and len(exercises) == 1:
        return []  # no notebook at all is a case nbgrader passes over
    return exercises if student.everywhere else exercises[:1]


def _files(student, exercises, chosen):
    files = {}
    for each in exercises:
        files |= student.make(each) if each in chosen else befalls.right(each)
    return files

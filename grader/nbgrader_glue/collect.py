"""nbgrader's collecting from the exchange, which follows no link that a learner laid there, and takes no name that is HTML."""

import os
import shutil
from functools import partial
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

HTML = frozenset('<>"\\')  # formgrader writes a student's id into its pages as it is


class CollectWithoutLinks(ExchangeCollect):
    """Copies links as links: stock nbgrader would copy what they point to, as the instructor who may read it."""

    def copy_files(self):
        """Collect as nbgrader does, but nothing of a student whose id would be HTML in formgrader."""
        refused = [record for record in self.src_records if HTML & set(record["username"])]
        for record in refused:
            self.log.error("%s is not collected: a student's id must hold none of %s", record["filename"], " ".join(sorted(HTML)))
        self.src_records = [record for record in self.src_records if record not in refused]
        super().copy_files()

    def do_copy(self, src, dest, log=None):
        """Copy one submission, of files and folders only; what cannot be copied costs nobody the rest."""
        limit = 1000 * self.coursedir.max_dir_size
        if self.get_size(src) > limit:
            self.log.error("%s is not collected: it is larger than %d bytes", src, limit)
            return
        ignored = ignore_patterns(self.coursedir.ignore, self.coursedir.include, self.coursedir.max_file_size, self.log)
        try:
            shutil.copytree(src, dest, symlinks=True, ignore=ignored, copy_function=partial(shutil.copy2, follow_symlinks=False))
        except shutil.Error as problem:
            self.log.error("%s was collected without: %s", src, ", ".join(sorted(entry[0] for entry in problem.args[0])))
        if self.coursedir.groupshared:
            _share(dest)
        if not any(Path(dest).glob("*.ipynb")):
            self.log.warning("%s holds no notebook: `nbgrader autograde` passes over it, `python -m grader autograde` "
                             "gives it its verdict", dest)


def _share(folder):
    """Give the group what the owner may do, as nbgrader does."""
    for name, _, files in os.walk(folder):
        os.chmod(name, (os.stat(name).st_mode | 0o2770) & 0o2777)
        for file in (Path(name, each) for each in files):
            if not file.is_symlink():
                file.chmod((file.stat().st_mode | 0o660) & 0o777)

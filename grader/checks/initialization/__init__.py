"""What is asked of initializers, one module for each family."""

from grader.checks.initialization.geometry import NTK_LINEAR, ORTHOGONAL_INIT
from grader.checks.initialization.pretraining import GREEDY_PRETRAINING
from grader.checks.initialization.symmetry import CONSTANT_INIT, GAUSSIAN_INIT
from grader.checks.initialization.transfer import FINE_TUNING
from grader.checks.initialization.variance import HE_INIT, LECUN_INIT, XAVIER_INIT

SHEETS = {
    "constant_init": CONSTANT_INIT,
    "gaussian_init": GAUSSIAN_INIT,
    "lecun_init": LECUN_INIT,
    "xavier_init": XAVIER_INIT,
    "he_init": HE_INIT,
    "orthogonal_init": ORTHOGONAL_INIT,
    "ntk_linear": NTK_LINEAR,
    "greedy_pretraining": GREEDY_PRETRAINING,
    "fine_tuning": FINE_TUNING,
}

"""What PyTorch says of the same inputs, recorded in peers.json, so that the tests need no PyTorch.

    python tests/peers.py --record          write the values anew (needs torch)
    python tests/peers.py --check           compute them anew and compare with what is recorded (needs torch)
    python tests/peers.py --requirements    the pinned packages that the two need
"""

import json
import sys
import tomllib
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
RECORD = HERE / "peers.json"
PACKAGES = ("torch", "numpy")
TOLERANCE = 1e-14  # between two machines: the last digit of an exponential

X = [[-2.0, -0.5, 0.0, 3.0], [1.25, -40.0, 0.75, -1e-3]]  # 0 is a kink: its derivative is a convention
DY = [[0.7, -1.1, 0.4, 2.0], [-0.3, 0.9, 1.6, -0.2]]
LOGITS = [[0.3, 2.9, 4.0], [1000.0, 999.0, -1000.0]]
DP = [[1.0, -2.0, 0.5], [0.25, 4.0, -1.0]]
POINT = [0.5, -1.5, 2.0]


def scalar_of_vector(x):
    """A scalar function, written so that arrays and tensors both pass through it."""
    return x[0] ** 3 * x[1] / (1 + x[2] ** 2)


def vector_of_vector(x):
    """A function from three numbers to two."""
    return x[:2] ** 3 * x[2]


def tanh_slope(z):
    """The derivative of tanh."""
    return 1 - np.tanh(z) ** 2


FUNCTIONS = {"scalar_of_vector": scalar_of_vector, "vector_of_vector": vector_of_vector, "tanh": np.tanh, "tanh_slope": tanh_slope}


def forward_and_backward(name, compute, x=X, dy=DY, forward_only=(), **options):
    """Records of a function and of its derivative by autograd, for the upstream gradient ``dy``."""
    import torch

    inputs = [torch.tensor(x, dtype=torch.float64, requires_grad=True)]
    inputs += [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in forward_only]
    y = compute(*inputs)
    gradients = torch.autograd.grad(y, inputs, torch.tensor(dy, dtype=torch.float64))
    rest = [*forward_only, *options.values()]
    yield name, [x, *rest], [y.tolist()]
    yield f"{name}_backward", [dy, x, *rest], [g.tolist() for g in gradients]


def activations():
    """Records of the chapter activations."""
    import torch
    from torch.nn import functional

    yield from forward_and_backward("relu", functional.relu)
    yield from forward_and_backward("leaky_relu", lambda x: functional.leaky_relu(x, 0.2), negative_slope=0.2)
    yield from forward_and_backward("elu", lambda x: functional.elu(x, 1.5), alpha=1.5)
    for weight in ([0.25], [0.1, 0.2, 0.3, 0.4]):
        yield from forward_and_backward("prelu", functional.prelu, forward_only=[weight])
    z = torch.tensor(LOGITS, dtype=torch.float64, requires_grad=True)
    p = torch.softmax(z, dim=-1)
    (dz,) = torch.autograd.grad(p, z, torch.tensor(DP, dtype=torch.float64))
    yield "softmax", [LOGITS], [p.tolist()]
    yield "softmax_backward", [DP, p.tolist()], [dz.tolist()]
    row = z[0].detach()
    jacobian = torch.autograd.functional.jacobian(lambda v: torch.softmax(v, dim=-1), row)
    yield "softmax_jacobian", [torch.softmax(row, dim=-1).tolist()], [jacobian.tolist()]


def matrix_calculus():
    """Records of the chapter matrix_calculus."""
    import torch

    point = torch.tensor(POINT, dtype=torch.float64)
    gradient = torch.autograd.functional.jacobian(scalar_of_vector, point)
    jacobian = torch.autograd.functional.jacobian(vector_of_vector, point)
    yield "numerical_gradient", ["scalar_of_vector", POINT], [gradient.tolist()]
    yield "numerical_jacobian", ["vector_of_vector", POINT], [jacobian.tolist()]
    middle = vector_of_vector(point)
    last = torch.autograd.functional.jacobian(torch.sin, middle)
    dz = torch.tensor([2.0, -1.0], dtype=torch.float64)
    _, through = torch.autograd.functional.vjp(lambda x: torch.sin(vector_of_vector(x)), point, dz)
    yield "chain_vectors", [[jacobian.tolist(), last.tolist()], dz.tolist()], [through.tolist()]
    X_, dY = torch.tensor(X, dtype=torch.float64), torch.tensor(DP, dtype=torch.float64)
    W = torch.zeros(4, 3, dtype=torch.float64, requires_grad=True)
    (dW,) = torch.autograd.grad(X_ @ W, W, dY)
    yield "chain_matrix", [X, DP], [dW.tolist()]


def compute():
    """All records, as they stand in the file."""
    import peers_backprop

    chapters = {"activations": activations(), "matrix_calculus": matrix_calculus(), "backprop": peers_backprop.records()}
    return [{"chapter": chapter, "function": function, "arguments": arguments, "results": results}
            for chapter, records in chapters.items() for function, arguments, results in records]


def leaves(value):
    """Everything inside nested lists and dicts, in order."""
    parts = list(value.values()) if isinstance(value, dict) else value
    return [leaf for part in parts for leaf in leaves(part)] if isinstance(parts, list) else [parts]


def same(old, new):
    """Equal, numbers to rounding."""
    return old == new if isinstance(new, str) else abs(old - new) <= TOLERANCE * max(1.0, abs(new))


def differences(old, new):
    """Sentences on what is recorded otherwise than it is computed now."""
    found = []
    for part in ("function", "arguments", "results"):
        before, after = ([leaves(record[part]) for record in records] for records in (old, new))
        if [len(row) for row in before] != [len(row) for row in after]:
            return [*found, "other functions or inputs are recorded: run tests/peers.py --record"]
        found += [f"{record['function']}: recorded {a}, computed {b}" for record, row, other in zip(new, before, after)
                  for a, b in zip(row, other) if not same(a, b)]
    return found


def requirements():
    """The lines of pip's requirements for the packages in use, with the project's own pins."""
    extras = tomllib.loads((HERE.parent / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    lines = [*extras["peers"], *(HERE.parent / "requirements.txt").read_text().splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.split("==")[0] in PACKAGES]


def main(argument):
    """Carry out one of the three; gives the exit status."""
    if argument == "--requirements":
        print(*requirements(), sep="\n")
        return 0
    records = compute()
    if argument == "--record":
        lines = ",\n".join(json.dumps(record) for record in records)
        RECORD.write_text(f"[\n{lines}\n]\n")
        return 0
    found = differences(json.loads(RECORD.read_text()), records)
    print(*found, f"{len(records)} records made again, {len(found)} differences", sep="\n")
    return bool(found)


if __name__ == "__main__":
    if sys.argv[1:] not in (["--record"], ["--check"], ["--requirements"]):
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))

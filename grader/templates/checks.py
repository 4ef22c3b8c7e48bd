# --- $name ---

def _${name}_shapes(rng):
    return [call("$name", rng.normal(size=shape), label=f"shape {shape}") for shape in ((3, 5), (4,))]


def _${name}_wrong(x):
    raise NotImplementedError("$name: a wrong variant to recognise")


$constant = Sheet(
    checks=(
        Check("shapes", "The result has the shape of the input.", "shape", 1, _${name}_shapes),
    ),
    misconceptions=(
        Misconception("wrong_variant", "$name", _${name}_wrong, "what went wrong, in words"),
    ),
)



"""Small changes of one syntax-tree node: each operator yields the nodes that may stand in its place.

An operator is a generator named after what it does, registered for the types of node it reads.  It
never alters the node it is given.
"""

import ast
import copy

OPERATORS = {}

ARITHMETIC = {ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div, ast.Add), ast.Div: (ast.Mult,),
              ast.FloorDiv: (ast.Div,), ast.Mod: (ast.FloorDiv,), ast.Pow: (ast.Mult,), ast.MatMult: (ast.Mult,)}
COMPARISONS = {ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt),
               ast.GtE: (ast.Gt, ast.LtE), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,),
               ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,)}
OTHER_WAY = [("sum", "mean"), ("sum", "prod"), ("max", "min"), ("maximum", "minimum"), ("argmax", "argmin"),
             ("std", "var"), ("any", "all"), ("exp", "expm1"), ("exp", "exp2"), ("log", "log1p"), ("log", "log2"),
             ("sin", "cos"), ("sinh", "cosh"), ("tanh", "tan"), ("sqrt", "cbrt"), ("floor", "ceil"),
             ("zeros", "ones"), ("zeros_like", "ones_like"), ("empty_like", "ones_like"), ("eye", "ones"),
             ("vstack", "hstack"), ("logical_and", "logical_or"), ("cumsum", "cumprod"), ("add", "subtract"),
             ("multiply", "divide"), ("outer", "inner")]
OTHER_NAMES = {}
for _one, _other in OTHER_WAY:
    OTHER_NAMES.setdefault(_one, []).append(_other)
    OTHER_NAMES.setdefault(_other, []).append(_one)


def operator(*types):
    """Register a generator for nodes of these types."""
    def register(function):
        for each in types:
            OPERATORS.setdefault(each, []).append(function)
        return function
    return register


def with_field(node, field, value):
    """A copy of the node with one field changed."""
    new = copy.copy(node)
    setattr(new, field, value)
    return new


def negated(node):
    """The node with a minus before it."""
    return ast.UnaryOp(ast.USub(), node)


# --- sums, products, signs --------------------------------------------------------------------------

@operator(ast.BinOp)
def drop_a_term(node):
    """a + b → a, b; what was subtracted keeps its sign in one variant and loses it in the other."""
    yield node.left
    yield node.right
    if isinstance(node.op, ast.Sub):
        yield negated(node.right)


@operator(ast.BinOp)
def swap_the_operator(node):
    """a + b → a − b, a · b → a / b, …"""
    for other in ARITHMETIC.get(type(node.op), ()):
        yield with_field(node, "op", other())


@operator(ast.BinOp)
def swap_the_operands(node):
    """a − b → b − a, where the order matters."""
    if isinstance(node.op, ast.Sub | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow | ast.MatMult):
        yield ast.BinOp(node.right, node.op, node.left)


@operator(ast.AugAssign)
def assign_otherwise(node):
    """s += a → s −= a, s = a"""
    for other in ARITHMETIC.get(type(node.op), ()):
        yield with_field(node, "op", other())
    yield ast.Assign([node.target], node.value, lineno=node.lineno)


@operator(ast.UnaryOp)
def drop_the_sign(node):
    """−a → a, not a → a"""
    yield node.operand


@operator(ast.Return, ast.Assign, ast.AugAssign)
def flip_the_sign(node):
    """return a → return −a; of several values, one after the other."""
    if isinstance(node.value, ast.Tuple):
        for i, item in enumerate(node.value.elts):
            items = [*node.value.elts[:i], negated(item), *node.value.elts[i + 1:]]
            yield with_field(node, "value", ast.Tuple(items, ast.Load()))
    elif node.value is not None and not isinstance(node.value, ast.List | ast.Dict | ast.ListComp):
        yield with_field(node, "value", negated(node.value))


@operator(ast.Return)
def swap_what_is_returned(node):
    """return a, b → return b, a"""
    if isinstance(node.value, ast.Tuple):
        yield with_field(node, "value", ast.Tuple(node.value.elts[::-1], ast.Load()))


@operator(ast.Name)
def take_another_argument(node):
    """x → dy, where both are arguments (`know_arguments` has noted the others)."""
    for other in getattr(node, "others", ()):
        yield ast.Name(other, ast.Load())


def know_arguments(function):
    """Note at every name that reads an argument which other arguments there are."""
    names = [each.arg for each in function.args.args]
    for node in ast.walk(function):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
            node.others = tuple(name for name in names if name != node.id)


# --- constants --------------------------------------------------------------------------------------

@operator(ast.Constant)
def change_the_constant(node):
    """c → 0, 1, −c, 2c, c + 1, c − 1; True → False."""
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        for new in (0, 1, -value, 2 * value, value + 1, value - 1):
            if new != value:
                yield ast.Constant(type(value)(new))


# --- calls ------------------------------------------------------------------------------------------

@operator(ast.Call)
def drop_the_call(node):
    """f(a, b) → a, b; a.f() → a"""
    yield from node.args
    if isinstance(node.func, ast.Attribute) and not _is_module(node.func.value):
        yield node.func.value


@operator(ast.Call)
def swap_the_arguments(node):
    """f(a, b, c) → f(b, a, c), f(a, c, b)"""
    for i in range(len(node.args) - 1):
        args = list(node.args)
        args[i], args[i + 1] = args[i + 1], args[i]
        yield with_field(node, "args", args)


@operator(ast.Call)
def drop_a_keyword(node):
    """f(a, axis=0) → f(a)"""
    for i in range(len(node.keywords)):
        yield with_field(node, "keywords", node.keywords[:i] + node.keywords[i + 1:])


@operator(ast.keyword)
def change_the_axis(node):
    """axis=0 → axis=None, −1, −2, 1 (beside what happens to any constant)."""
    if node.arg == "axis":
        for axis in (None, -1, -2, 0, 1):
            yield with_field(node, "value", ast.Constant(axis))


@operator(ast.Attribute)
def swap_the_function(node):
    """np.sum → np.mean, x.max → x.min, …"""
    for other in OTHER_NAMES.get(node.attr, ()):
        yield with_field(node, "attr", other)


@operator(ast.Attribute)
def drop_the_transpose(node):
    """X.T → X"""
    if node.attr == "T":
        yield node.value


# --- decisions, indices, loops ----------------------------------------------------------------------

@operator(ast.Compare)
def change_the_comparison(node):
    """a > b → a ≥ b, a < b"""
    for other in COMPARISONS.get(type(node.ops[0]), ()):
        yield with_field(node, "ops", [other(), *node.ops[1:]])


@operator(ast.BoolOp)
def change_the_connective(node):
    """a and b → a or b, a, b"""
    yield with_field(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    yield from node.values


@operator(ast.IfExp)
def decide_otherwise(node):
    """a if t else b → a, b, b if t else a"""
    yield node.body
    yield node.orelse
    yield ast.IfExp(node.test, node.orelse, node.body)


@operator(ast.If, ast.While)
def turn_the_condition(node):
    """if t → if not t"""
    yield with_field(node, "test", ast.UnaryOp(ast.Not(), node.test))


@operator(ast.Subscript)
def drop_the_index(node):
    """x[i] → x, where a value is read"""
    if isinstance(node.ctx, ast.Load):
        yield node.value


@operator(ast.Slice)
def drop_a_bound(node):
    """x[a:b] → x[:b], x[a:]"""
    for field in ("lower", "upper", "step"):
        if getattr(node, field) is not None:
            yield with_field(node, field, None)


@operator(ast.comprehension)
def drop_a_condition(node):
    """… for a in b if c → … for a in b"""
    if node.ifs:
        yield with_field(node, "ifs", [])


def _is_module(node):
    return isinstance(node, ast.Name) and node.id in ("np", "math")

"""What is asked of the capstone, stage by stage."""

from grader.checks.capstone import asking, slips
from grader.checks.kit import Check, Misconception, Sheet

ROUNDING = "sums of products in another order differ by rounding, which some dozens of steps enlarge"

CAPSTONE = Sheet(
    checks=(
        Check("start", "Weights are drawn layer by layer by he_init; γ and the running variance begin at 1, all else at 0.", "reference", 1,
              asking.inits, hint="draw one weight matrix after the other, the first layer's first; the last layer has no batch norm"),
        Check("forward", "Scores, what is kept, running statistics and classes are right, in training and in inference.", "reference", 4,
              lambda rng: [*asking.forwards(rng), *asking.predictions(rng)],
              hint="linear, batch norm, ReLU, dropout in each hidden layer, and one more linear layer"),
        Check("backward", "All gradients are right, for none, one and two hidden layers.", "reference", 3, asking.backwards,
              hint="the same parts in the opposite order, each with what its forward line had"),
        Check("a step", "Each parameter has its own two moments, and all share the number of the step.", "reference", 2, asking.steps,
              hint="the moments are zero before the first step only"),
        Check("training", "Weights, running statistics and validation losses agree after some epochs.", "reference", 3, asking.fits,
              rtol=1e-6, atol=1e-9, why=ROUNDING,
              hint="make forward, backward and the step right first; then: a new order for every epoch, a rate for every step, "
                   "Adam's count from 1"),
        Check("early stopping", "Training ends when patience does, and goes back to the best epoch.", "reference", 2, asking.patience,
              rtol=1e-6, atol=1e-9, why=ROUNDING,
              hint="make the training right first; then: keep what every epoch left, and return that of the best"),
        Check("digits", "Five epochs on 300 handwritten digits classify most unseen ones rightly.", "property", 2, asking.digits,
              holds=asking.digits_hold, hint="look at the validation loss after each epoch: it should fall"),
        Check("inputs unchanged", "Parameters, statistics and data are not changed.", "unchanged", 1, asking.unchanged,
              hint="make new dicts, new lists and new arrays"),
    ),
    misconceptions=(
        Misconception("plain_normal_weights", "capstone_init", slips.init_gaussian,
                      "the weights have deviation 1, whatever the number of inputs: use the part he_init"),
        Misconception("gamma_zero", "capstone_init", slips.gamma_zero, "γ begins at 0, and then every hidden unit is silent"),
        Misconception("variance_zero", "capstone_init", slips.variance_zero, "the running variance begins at 0; it begins at 1"),
        Misconception("batch_statistics_in_inference", "capstone_forward", slips.always_training,
                      "in inference batch norm still uses the batch's own mean and variance: pass training on"),
        Misconception("norm_after_the_activation", "capstone_forward", slips.norm_after_relu,
                      "batch norm stands after the activation; here it stands between the linear layer and ReLU"),
        Misconception("running_statistics_forgotten", "capstone_forward", slips.running_forgotten,
                      "the running statistics that came in are returned, not the new ones"),
        Misconception("activation_at_the_output", "capstone_forward", slips.relu_at_the_output, "the last layer has no activation"),
        Misconception("dropout_not_passed_back", "capstone_backward", slips.without(
            "dropout_backward", lambda parts: lambda dy, factor: dy),
                      "the gradient does not pass through dropout's factor"),
        Misconception("norm_not_passed_back", "capstone_backward", slips.without(
            "batch_norm_backward", lambda parts: lambda dY, X, weight: (weight * dY, *parts.batch_norm_backward(dY, X, weight)[1:])),
            "the gradient is only scaled by γ; mean and variance depend on the samples, too"),
        Misconception("gate_by_the_wrong_input", "capstone_backward", slips.gate_by_z,
                      "ReLU's gate is taken from batch norm's input; ReLU saw its output"),
        Misconception("moments_forgotten", "capstone_step", slips.moments_reset, "the moments begin at zero in every step"),
        Misconception("step_number_stuck", "capstone_step", slips.step_always_first, "the number of the step is always 1"),
        Misconception("only_weights_step", "capstone_step", slips.weights_only,
                      "only the weight matrices are stepped; b, γ and β learn, too"),
        Misconception("last_epoch_kept", "capstone", slips.last_kept, "the last epoch's parameters are returned, not the best epoch's"),
        Misconception("patience_ignored", "capstone", slips.never_stops, "training goes on to the last epoch, whatever the patience"),
        Misconception("not_shuffled", "capstone", slips.no_shuffle,
            "the batches come in the order of the data, not in that of the permutation"),
        Misconception("second_softmax", "capstone", slips.fit(softmax_cross_entropy_backward=slips.double_softmax),
                      "the scores pass through a softmax before the loss, which has one of its own"),
        Misconception("constant_rate", "capstone", slips.fit(cosine_decay=lambda parts: lambda t, lr, T_max: lr),
                      "the rate stays what it was at the first step"),
        Misconception("judged_on_training_data", "capstone", slips.judged_on_training,
                      "the validation loss is measured on the training samples"),
        Misconception("lowest_score_wins", "capstone_predict", slips.smallest_score, "the class with the lowest score is chosen"),
        Misconception("probabilities_returned", "capstone_predict", slips.scores, "probabilities are returned; classes are asked for"),
    ),
)

package org.entente.observatory;

/** Why a model is refused; worded in {@code messages/model_refusals_*.properties}, with what is stated here in that order. */
enum ModelRefusal {
    NOT_ONNX,
    OWN_FORMAT,
    /** The most MiB. */
    TOO_LARGE,
    /** How many there may be. */
    TOO_MANY_OPERATORS,
    /** The operator. */
    OPERATOR,
    /** The set. */
    OPERATOR_SET,
    GRAPH_IN_GRAPH,
    FUNCTIONS,
    TRAINING,
    /** Numbers in a file. */
    OUTSIDE,
    /** The longest window. */
    INPUT,
    OUTPUT,
    /** What it gave instead. */
    LEVEL,
    /** ONNX Runtime's code. */
    FAILS,
    UNREPEATABLE,
    /** Milliseconds for a window, seconds to be loaded. */
    TOO_SLOW,
    ENDS_RUNNER,
    /** What the hub does not know: the runner is of another release. */
    OTHER
}

package org.entente.observatory;

/** A partner's model that is none, or does not keep to what a model may be and take. The message says why, in plain words. */
class ModelRefusedException extends Exception {
    ModelRefusedException(String reason) {
        super(reason);
    }
}

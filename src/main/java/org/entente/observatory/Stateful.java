package org.entente.observatory;

/** What has a state that outlives the process. */
interface Stateful {
    /** Names every field that later scores depend on, in a fixed order. */
    void exchange(StateExchange state);

    /** The state with its version before it. */
    default byte[] save(int version) {
        var writer = new StateWriter();
        writer.whole(version);
        exchange(writer);
        return writer.bytes();
    }

    /** Takes over a state that {@link #save} gave; of another version, or a damaged one, nothing may be used. */
    default void restore(int version, byte[] saved) {
        var reader = new StateReader(saved);
        long found = reader.whole(0);
        if (found != version) {
            throw new UnreadableStateException("version " + found + " of a state, where " + version + " is known");
        }
        exchange(reader);
        reader.requireEnd();
    }
}

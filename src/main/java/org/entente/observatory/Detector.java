package org.entente.observatory;

/**
 * Judges a series point by point: O(1) work and memory a point, no look-ahead, and a state that can be saved and restored without
 * changing any later score. Not safe for several threads; one instance a series.
 */
public interface Detector {
    /** Scores an observation against those before it, then learns it; {@link Score#SKIPPED} where it is no measurement. */
    Score score(Observation observation, Season season);

    /** The state, versioned and compact. */
    byte[] save();

    /**
     * Takes over a saved state.
     *
     * @throws UnreadableStateException where it is damaged or of another version; the detector is of no use then
     */
    void restore(byte[] saved);
}

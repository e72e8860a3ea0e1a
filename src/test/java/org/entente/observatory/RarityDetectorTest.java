package org.entente.observatory;

class RarityDetectorTest extends DetectorContract {
    @Override
    Detector detector() {
        return new RarityDetector();
    }
}

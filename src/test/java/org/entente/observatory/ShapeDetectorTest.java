package org.entente.observatory;

class ShapeDetectorTest extends DetectorContract {
    @Override
    Detector detector() {
        return new ShapeDetector();
    }
}

package org.entente.kernel;

import java.util.Map;

/** A row of the contract's dataset with canonical values; what it lacks is absent from the map. */
public record Row(int id, Map<String, Object> values) {}

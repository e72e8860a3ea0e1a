package org.entente.kernel;

import java.util.Map;
import java.util.UUID;

/** A row of the contract's dataset with canonical values; what it lacks is absent from the map. */
public record Row(UUID id, Map<String, Object> values) {}

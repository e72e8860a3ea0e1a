package org.entente.catalogue;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.entente.identity.Caller;
import org.entente.identity.Partner;

/**
 * One page of the catalogue as a caller may see it.
 *
 * @param exportable those whose records the caller may take away from the hub
 * @param owners by id
 * @param next the cursor of the page behind it, null for the last
 */
record CataloguePage(
        Caller caller, Collection<Dataset> datasets, Set<UUID> exportable, Map<String, Partner> owners, String next) {}

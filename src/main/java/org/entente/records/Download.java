package org.entente.records;

import java.util.List;
import java.util.UUID;
import org.entente.catalogue.DownloadFormat;
import org.entente.kernel.Filter;

/**
 * What is asked for.
 *
 * @param fields null for all that the caller may see
 */
record Download(UUID dataset, DownloadFormat format, List<String> fields, Filter filter) {}

package org.entente.records;

import java.util.List;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.TypedFields;

/** Where a dataset's records lie now and what they consist of; the same for as long as the governance epoch is. */
record RecordShape(String table, List<DatasetField> fields, TypedFields typed) {}

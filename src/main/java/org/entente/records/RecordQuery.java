package org.entente.records;

import java.util.List;
import org.entente.catalogue.DatasetField;
import org.entente.kernel.NormalForm;
import org.entente.records.GrantedRows.GrantedPart;

/**
 * The one statement of a page or of a part of a download: rows that some grant takes and that the caller asked for, with a bit a
 * grant that says which of them take the row. Masking is done on the way out; a mask behind a subquery was measured to cost twice as much.
 *
 * @param read the columns to fetch: what was asked for and is not masked in all rows, and what is sorted by
 */
record RecordQuery(RecordShape shape, GrantedRows granted, NormalForm asked, List<DatasetField> read) {

    /** @param limit rows at most */
    BoundSql sql(Keyset.Segment segment, int limit) {
        var sql = select();
        segment.appendPredicate(sql.append(" and "));
        segment.appendOrderBy(sql);
        return sql.append(" limit ").bind(limit, "int");
    }

    /** Of the rows in a range of the table's blocks. */
    BoundSql sql(long fromBlock, long toBlock) {
        return select().append(" and ctid >= ")
                .bind("(" + fromBlock + ",0)", "tid")
                .append(" and ctid < ")
                .bind("(" + toBlock + ",0)", "tid");
    }

    /** Of what the statement gives. */
    RowLayout layout() {
        return RowLayout.of(read, granted.bits());
    }

    private BoundSql select() {
        var sql = new BoundSql().append("select id");
        for (var field : read) {
            sql.append(", ").append(RowLayout.columns(field));
        }
        if (!granted.alike()) {
            granted.parts().forEach(part -> bit(sql.append(", "), part));
        }
        sql.append(" from ").append(shape.table()).append(" where (");
        granted.appendAny(shape.typed(), sql);
        sql.append(") and ");
        SqlFilter.append(asked, shape.typed(), sql);
        return sql;
    }

    /** Unknown is not taken; as a bit it would be null. */
    private void bit(BoundSql sql, GrantedPart part) {
        sql.append("coalesce((");
        SqlFilter.append(part.rows(), shape.typed(), sql);
        sql.append("), false)");
    }
}

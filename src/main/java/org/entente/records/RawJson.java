package org.entente.records;

/** JSON as it is stored, to be passed on unread. */
record RawJson(String text) {
    @Override
    public String toString() {
        return text;
    }
}

package org.entente.kernel;

/** Where in a filter a walk is: a chain that becomes text only when there is something to complain about. */
record FilterPath(FilterPath parent, String name, int index) {
    static FilterPath root(String name) {
        return new FilterPath(null, name, -1);
    }

    FilterPath to(String name) {
        return new FilterPath(this, name, -1);
    }

    FilterPath to(String name, int index) {
        return new FilterPath(this, name, index);
    }

    HubException badInput(String message) {
        return HubException.badInput(toString(), message);
    }

    @Override
    public String toString() {
        String own = index < 0 ? name : name + "[" + index + "]";
        return parent == null ? own : parent + "." + own;
    }
}

package org.entente.portal;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.catalogue.Distribution;
import org.entente.portal.DatasetView.Link;

/** Distributions as links; what is no http address is not made a link, whatever a publisher wrote. */
final class Links {
    private Links() {}

    static List<Link> of(List<Distribution> distributions) {
        return distributions.stream().map(Links::of).flatMap(Optional::stream).toList();
    }

    private static Optional<Link> of(Distribution distribution) {
        return Stream.of(distribution.downloadUrl(), distribution.accessUrl())
                .filter(Links::isWeb)
                .findFirst()
                .map(address -> of(distribution, address, address.equals(distribution.downloadUrl())));
    }

    private static Link of(Distribution distribution, String address, boolean isFile) {
        return new Link(
                address,
                distribution.title() == null ? name(address, isFile) : distribution.title(),
                distribution.format() == null ? null : Wording.format(distribution.format()),
                isFile,
                distribution.byteSize());
    }

    /** The address, or null where it is none of a web page. */
    static String web(String address) {
        return isWeb(address) ? address : null;
    }

    static boolean isWeb(String address) {
        return address != null && address.matches("(?i)https?://[^/].*");
    }

    /** A file by its own name, a page by its site's. */
    private static String name(String address, boolean isFile) {
        try {
            var uri = URI.create(address);
            var file = isFile && uri.getPath() != null ? uri.getPath().replaceFirst(".*/", "") : "";
            return Stream.of(file, uri.getHost())
                    .filter(name -> name != null && !name.isEmpty())
                    .findFirst()
                    .orElse(address);
        } catch (IllegalArgumentException unreadable) {
            return address;
        }
    }
}

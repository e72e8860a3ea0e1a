package org.entente.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.entente.policy.Regime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaidTest {
    @ParameterizedTest
    @CsvSource({
        "2024-03-01, 2024-03-01T00:00:00Z",
        "2024-03-01+02:00, 2024-03-01T00:00:00Z",
        "2024-03-01Z, 2024-03-01T00:00:00Z",
        "2024-03, 2024-03-01T00:00:00Z",
        "2024, 2024-01-01T00:00:00Z",
        "2024-03-01T08:30, 2024-03-01T08:30:00Z",
        "2024-03-01 08:30:05, 2024-03-01T08:30:05Z",
        "2024-03-01T08:30:05.123456, 2024-03-01T08:30:05.123456Z",
        "2024-03-01T08:30:05.5Z, 2024-03-01T08:30:05.500Z",
        "2024-03-01T08:30:05+02:00, 2024-03-01T06:30:05Z",
        "2024-03-01T08:30:05.120+0200, 2024-03-01T06:30:05.120Z",
        "22.09.2004,",
        "R/P1D,",
        "'',",
        "2024-13-01,"
    })
    void momentsAreReadAsPartnersWriteThem(String text, Instant moment) {
        assertThat(Said.moment(text)).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({"12, 12", "12.0, 12", "1.5,", "-1,", "many,", "99999999999999999999,", "'',"})
    void bytesAreAWholeNumber(String text, Long bytes) {
        assertThat(Said.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "http://x.example/a b?c=[1], http://x.example/a%20b?c=%5B1%5D",
        "https://x.example/100%, https://x.example/100%25",
        "HTTPS://x.example, HTTPS://x.example",
        "http://[::1]/, http://[::1]/",
        "hhttps://x.example,",
        "javascript:alert(1),",
        "//x.example/,",
        "http:///x,",
        "'',"
    })
    void linksAreWebAddresses(String text, String link) {
        assertThat(WebAddress.link(text)).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource({
        "geojson, , , GEOJSON",
        "ESRI Shape, , , SHP",
        ", text/csv, , CSV",
        ", application/octet-stream, http://x.example/a.XLSX?x=1, XLSX",
        "http://www.iana.org/assignments/media-types/application/vnd.ms-excel, , , XLS",
        "http://publications.europa.eu/resource/authority/file-type/JSON_LD, , , JSON_LD",
        "'', '', http://x.example/, "
    })
    void formatsHaveOneCode(String format, String mediaType, String address, String code) {
        assertThat(FormatCode.of(format, mediaType, address)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "http://data.europa.eu/eli/reg/2016/679/oj, GDPR",
        "https://data.europa.eu/eli/reg/2016/679, GDPR",
        "http://data.europa.eu/eli/dir/2016/680/oj, LED",
        "http://data.europa.eu/eli/reg/2016/6791/oj,",
        "GDPR,"
    })
    void lawsAreKnownByTheirIdentifier(String identifier, Regime regime) {
        assertThat(Legislation.regime(List.of(identifier))).isEqualTo(regime);
    }
}

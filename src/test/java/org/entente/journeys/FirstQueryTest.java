package org.entente.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.entente.kernel.ErrorCode;
import org.entente.local.LocalStackResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a visitor tries first: one query, and the answer depends on who asks and for what. */
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class FirstQueryTest {
    /** The README's. */
    private static final String QUERY = """
            { datasets(query: "signalements voie publique", first: 1) { totalCount edges { node { title accessLevel
                records(first: 2, orderBy: [{field: "reported_at"}]) { edges { node { values masked } } } } } } }
            """;

    private static final String NODE = "/datasets/edges/0/node";
    private static final String RECORDS = "/datasets/edges[0]/node/records";

    @Inject
    City city;

    private UUID reports;

    @BeforeEach
    void the_city_is_there() throws Exception {
        city.await();
        reports = city.id(City.REPORTS);
    }

    @Test
    void a_citizen_finds_the_dataset_and_is_told_to_sign_in_for_its_records() {
        var reply = Hub.citizen().ask(QUERY);

        assertThat(reply.reasons(ErrorCode.UNAUTHENTICATED)).containsExactly("sign_in.required");
        assertThat(reply.json().at("/errors/0/path").toString())
                .isEqualTo("[\"datasets\",\"edges\",0,\"node\",\"records\"]");
        assertThat(reply.json().at("/data" + NODE).toString())
                .isEqualTo("{\"title\":\"Street incident reports\",\"accessLevel\":\"DISCOVERABLE\",\"records\":null}");
        assertThat(reply.json().at("/data/datasets/totalCount").asInt()).isPositive();
    }

    @Test
    void where_a_publishers_files_are_is_told_to_its_own_users_alone_unless_they_are_open() {
        var query = "query($id: ID!) { dataset(id: $id) { distributions { format accessUrl downloadUrl } } }";

        for (var stranger : List.of(Hub.citizen(), Hub.as("agent-police", "public-safety"))) {
            assertThat(stranger.ask(query, "id", reports)
                            .data("/dataset/distributions")
                            .toString())
                    .isEqualTo("[{\"format\":\"CSV\",\"accessUrl\":null,\"downloadUrl\":null}]");
        }
        assertThat(Hub.as("steward-ville")
                        .ask(query, "id", reports)
                        .data("/dataset/distributions/0/downloadUrl")
                        .asText())
                .endsWith("/ville/data/signalements-voie-publique.csv");
    }

    @Test
    void a_french_reader_is_answered_in_french() {
        var reply = Hub.citizen().with("Accept-Language", "fr-FR,fr;q=0.9").ask(QUERY);

        assertThat(reply.json().at("/data" + NODE + "/title").asText()).isEqualTo(City.REPORTS);
        assertThat(reply.refused(ErrorCode.UNAUTHENTICATED).path("message").asText())
                .startsWith("Identifiez-vous");
    }

    @Test
    void the_hospital_sees_the_nights_it_plans_for_and_not_who_reported_them() throws Exception {
        var reply = Hub.as("agent-aphm", "health-service").ask(QUERY);

        assertThat(values(reply, NODE))
                .isEqualTo(city.rows(
                        reports,
                        "jsonb_build_object('reported_at', " + City.instant("reported_at")
                                + ", 'category', {category}, 'district', {district})",
                        "where {category} in ('trouble-ordre-public', 'rassemblement-alcoolise')"
                                + " order by {reported_at} nulls last, id limit 2"));
        assertThat(masked(reply, NODE))
                .containsExactlyInAnyOrder(
                        "report_id",
                        "description",
                        "reporter_phone",
                        "reporter_age",
                        "response_minutes",
                        "closed",
                        "location");
        var said = reply.governance(RECORDS);
        assertThat(said.findValuesAsText("code")).containsExactly("consent.in_force");
        assertThat(said.path("dataset").asText()).isEqualTo(reports.toString());
        assertThat(said.at("/grants/0/masked").findValuesAsText("field"))
                .containsExactlyInAnyOrderElementsOf(masked(reply, NODE));
        assertThat(said.at("/grants/0/rows").asText()).contains("category").doesNotContain("trouble-ordre-public");
        assertThat(said.path("validUntil").asText()).isNotEmpty();
        assertThat(said.path("release").asText()).hasSize(64);
    }

    @Test
    void the_police_see_all_rows_but_neither_the_telephone_nor_the_age_of_who_reported() throws Exception {
        var reply = Hub.as("agent-police", "public-safety").ask(QUERY);

        assertThat(values(reply, NODE))
                .isEqualTo(city.rows(
                        reports,
                        "jsonb_build_object('report_id', {report_id}, 'reported_at', " + City.instant("reported_at")
                                + ", 'category', {category}, 'district', {district}, 'description', {description}, "
                                + "'response_minutes', {response_minutes}, 'closed', {closed}, 'location', "
                                + place("location") + ")",
                        "order by {reported_at} nulls last, id limit 2"));
        assertThat(masked(reply, NODE)).containsExactlyInAnyOrder("reporter_phone", "reporter_age");
        assertThat(reply.governance(RECORDS).at("/grants/0/masked").findValuesAsText("field"))
                .containsExactlyInAnyOrder("reporter_phone", "reporter_age");
    }

    private static String place(String field) {
        return "case when {%1$s}_lon is null then null else jsonb_build_object('type', 'Point', 'coordinates', jsonb_build_array({%1$s}_lon, {%1$s}_lat)) end"
                .formatted(field);
    }

    @Test
    void the_hospital_has_no_consent_for_statistics() {
        var reply = Hub.as("agent-aphm", "statistics").ask(QUERY);

        assertThat(reply.reasons(ErrorCode.ACCESS_DENIED)).containsExactly("consent.other_purpose");
        assertThat(reply.json().at("/data" + NODE + "/title").asText()).isEqualTo("Street incident reports");
        assertThat(reply.json().at("/data" + NODE + "/records").isNull()).isTrue();
    }

    @Test
    void governance_stands_under_the_path_of_the_answer_also_with_aliases() {
        var reply = Hub.as("agent-aphm", "health-service").ask("""
                { found: datasets(query: "signalements voie publique", first: 1) { edges { node {
                    few: records(first: 1) { edges { node { id } } }
                    more: records(first: 3) { edges { node { id } } } } } } }
                """);

        assertThat(reply.data("/found/edges/0/node/more/edges")).hasSize(3);
        assertThat(reply.json().at("/extensions/governance").fieldNames())
                .toIterable()
                .containsExactly("/found/edges[0]/node/few", "/found/edges[0]/node/more");
    }

    @Test
    void a_token_for_several_purposes_says_which_one_this_request_is_for() {
        var both = Hub.as("agent-aphm", "health-service", "statistics");

        assertThat(both.ask(QUERY).reasons(ErrorCode.PURPOSE_REQUIRED)).containsExactly("purpose.required");
        assertThat(both.stating("health-service").ask(QUERY).data(NODE + "/records/edges"))
                .hasSize(2);
        assertThat(both.stating("statistics").ask(QUERY).reasons(ErrorCode.ACCESS_DENIED))
                .containsExactly("consent.other_purpose");
        assertThat(both.stating("public-safety").ask(QUERY).inputPath(ErrorCode.BAD_INPUT))
                .isEqualTo("Entente-Purpose");
        assertThat(Hub.as("agent-aphm").ask(QUERY).reasons(ErrorCode.PURPOSE_REQUIRED))
                .containsExactly("purpose.required");
    }

    private static List<JsonNode> values(Reply reply, String node) {
        return reply.data(node).findValues("values");
    }

    private static List<String> masked(Reply reply, String node) {
        return Reply.texts(reply.data(node + "/records/edges/0/node/masked"));
    }
}

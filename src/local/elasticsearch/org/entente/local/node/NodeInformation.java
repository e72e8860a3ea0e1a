package org.entente.local.node;

import static org.elasticsearch.rest.RestRequest.Method.GET;
import static org.elasticsearch.rest.RestRequest.Method.HEAD;

import java.io.IOException;
import java.util.List;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.index.IndexVersion;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;
import org.elasticsearch.xcontent.XContentBuilder;

/** {@code GET /}: name and version, which clients ask for; the server publishes it only inside its distribution. */
final class NodeInformation extends BaseRestHandler {

    @Override
    public String getName() {
        return "local_node_information";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(GET, "/"), new Route(HEAD, "/"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        return channel -> {
            try (var body = channel.newBuilder()) {
                channel.sendResponse(new RestResponse(RestStatus.OK, describe(body, client)));
            }
        };
    }

    private static XContentBuilder describe(XContentBuilder body, NodeClient client) throws IOException {
        body.startObject()
                .field("name", client.settings().get("node.name"))
                .field("cluster_name", client.settings().get("cluster.name"))
                .startObject("version")
                .field("number", Build.current().qualifiedVersion())
                .field("build_flavor", Build.current().flavor())
                .field("lucene_version", IndexVersion.current().luceneVersion().toString())
                .endObject();
        return body.field("tagline", "You Know, for Search").endObject();
    }
}

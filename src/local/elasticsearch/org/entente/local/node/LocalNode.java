package org.entente.local.node;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;

/**
 * Starts one Elasticsearch node on the loopback interface. The node is made directly rather than through the server's own
 * bootstrap, which refuses to run as root and wants modules that are published only inside its distribution.
 */
public final class LocalNode {

    private static final String NAME = "local";

    private LocalNode() {}

    /** Arguments: the HTTP port and the data folder; {@code es.path.home} names the assembled node. */
    public static void main(String[] arguments) throws Exception {
        var home = Path.of(System.getProperty("es.path.home")).toAbsolutePath();
        var environment = environment(home, arguments[0], Path.of(arguments[1]).toAbsolutePath());
        LogConfigurator.configure(environment, true);
        var node = new Node(environment, plugins(environment));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        new CountDownLatch(1).await(); // all of the node's own threads are daemons
    }

    private static Environment environment(Path home, String port, Path data) {
        LogConfigurator.registerErrorListener();
        LogConfigurator.setClusterName(NAME);
        LogConfigurator.setNodeName(NAME);
        var settings = Settings.builder()
                .put("path.home", home.toString())
                .put("path.data", data.toString())
                .put("path.logs", data.resolveSibling("logs").toString())
                .put("cluster.name", "entente-local")
                .put("node.name", NAME)
                .put("network.host", "127.0.0.1")
                .put("http.port", port)
                .put("discovery.type", "single-node")
                // a laptop's disk is often nearly full, and a local node must still take writes
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        return InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), home.resolve("config"), () -> NAME);
    }

    private static PluginsLoader plugins(Environment environment) {
        return PluginsLoader.createPluginsLoader(
                PluginsLoader.loadModulesBundles(environment.modulesDir(), false),
                PluginsLoader.loadPluginsBundles(environment.pluginsDir(), false),
                Map.of(),
                false);
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (Exception failure) {
            failure.printStackTrace();
        }
    }
}

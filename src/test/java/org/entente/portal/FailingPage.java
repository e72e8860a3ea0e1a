package org.entente.portal;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Map;
import org.entente.kernel.ErrorCode;
import org.entente.kernel.HubException;

/** Fails as asked, so that each failure can be seen as a reader sees it. */
@Path("/failing")
@Produces(MediaType.TEXT_HTML)
public class FailingPage {
    static final String SECRET = "select secret from org.entente.Inside";

    @GET
    @Path("/{code}")
    public String fail(@PathParam("code") ErrorCode code) {
        throw new HubException(code, SECRET, Map.of());
    }

    @GET
    @Path("/unexpectedly")
    public String unexpectedly() {
        throw new IllegalStateException(SECRET);
    }

    @GET
    @Path("/store")
    public String store() throws SQLException {
        throw new SQLException(SECRET);
    }
}

package org.entente.observatory;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.entente.access.Request;
import org.entente.identity.Role;
import org.entente.kernel.PublicId;
import org.entente.observatory.LabelApi.ScoringView;

@GraphQLApi
@RunOnVirtualThread
public class CalendarApi {
    @Inject
    SeriesCalendars calendars;

    @Inject
    LabelReader reader;

    // named, or "set" would be taken for a setter's
    @Mutation("setCalendars")
    @RolesAllowed(Role.DATA_STEWARD)
    @Description(
            "Says by which calendars, and no others, a series of your partner's data is scored from now on; they are kept up to date with their records")
    public @NonNull ScoringView setCalendars(
            @NonNull @Id String series,
            @NonNull @Size(max = 5) List<@NonNull @Valid SeriesCalendarInput> calendars,
            @Description("The scoring's") @Min(0) int expectedVersion)
            throws Exception {
        return reader.view(this.calendars.set(Request.current(), PublicId.parse(series), calendars, expectedVersion));
    }
}

package dev.tollgate.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.feed.CloudEventJson;
import dev.tollgate.installation.SubscriptionForm;
import dev.tollgate.installation.SubscriptionProfile;
import dev.tollgate.seal.SealedEntry;
import dev.tollgate.seal.SealedLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What there is to deliver: events of the sealed log, as the bytes that are sent. */
@ApplicationScoped
class Parcels {

    private final SealedLog log;
    private final DataSource database;
    private final ObjectMapper json;

    Parcels(SealedLog log, DataSource database, ObjectMapper json) {
        this.log = log;
        this.database = database;
        this.json = json;
    }

    /**
     * The next events that a subscription wants.
     *
     * @param doneTo the position up to which nothing else is wanted, once these are delivered
     */
    record Batch(List<Parcel> parcels, long doneTo) {}

    /** Labels are those that the projects have now. */
    Batch next(long after, SubscriptionProfile profile, int most) throws SQLException {
        // Read before the events: what is sealed meanwhile is for the next time.
        long end = log.end();
        Collection<String> projects = profile.projects();
        if (!profile.labels().isEmpty()) {
            projects = labelled(profile);
            if (projects.isEmpty()) {
                return new Batch(List.of(), end);
            }
        }
        SubscriptionForm form = profile.form();
        List<Parcel> parcels = log.read(after, new SealedLog.Selection(types(profile), projects), most).stream()
                .map(entry -> parcel(entry, form))
                .toList();
        long last = parcels.isEmpty() ? after : parcels.getLast().position();
        return new Batch(parcels, parcels.size() == most ? last : Math.max(end, last));
    }

    /** Those that are wanted, of those that the form has a word for. */
    private static List<String> types(SubscriptionProfile profile) {
        return profile.form() == SubscriptionForm.CDEVENTS && profile.types().isEmpty()
                ? ApprovalEvent.TYPES
                : profile.types();
    }

    /** The event at this position; one that the form has no word for as it stands in the log. */
    Optional<Parcel> at(long position, SubscriptionForm form) {
        return log.read(position - 1, SealedLog.Selection.ALL, 1).stream()
                .filter(entry -> entry.position() == position)
                .map(entry -> parcel(entry, form))
                .findFirst();
    }

    private Parcel parcel(SealedEntry entry, SubscriptionForm form) {
        CloudEventJson event = CloudEventJson.of(entry.source(), entry.entry(), entry.position());
        Object sent = form == SubscriptionForm.CDEVENTS
                        && ApprovalEvent.TYPES.contains(entry.entry().type())
                ? ApprovalEvent.of(entry, event.id())
                : event;
        try {
            return new Parcel(
                    entry.position(),
                    entry.entry().type(),
                    new Message(event.id(), json.writeValueAsString(sent).getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
    }

    private List<String> labelled(SubscriptionProfile profile) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT key FROM project
                         WHERE labels @> ?::jsonb AND (cardinality(?::text[]) = 0 OR key = ANY (?))""")) {
            var keys = connection.createArrayOf("text", profile.projects().toArray());
            select.setString(1, text(profile));
            select.setArray(2, keys);
            select.setArray(3, keys);
            List<String> projects = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    projects.add(rows.getString(1));
                }
            }
            return projects;
        }
    }

    private String text(SubscriptionProfile profile) {
        try {
            return json.writeValueAsString(profile.labels());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts is always JSON", e);
        }
    }
}

package dev.faultline.app.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/// Parties of a session that is recorded, as rows of the table `party`. Used by the writer's thread.
final class PartyRows {
    /// Findings of those that come later are counted together.
    private static final int MOST = 20_000;

    private final Map<Party, Integer> numbers = new HashMap<>();

    /// The number of a party; 0 when there is no room for another.
    int number(Connection connection, long session, Party party) throws SQLException {
        Integer known = numbers.get(party);
        if (known != null) {
            return known;
        }
        if (numbers.size() >= MOST) {
            return 0;
        }
        int number = numbers.size() + 1;
        Sql.update(
                connection,
                "INSERT INTO party (session, number, namespace, workload, node) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                session,
                number,
                party.namespace(),
                party.workload(),
                party.node());
        numbers.put(party, number);
        return number;
    }
}

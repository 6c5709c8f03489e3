package dev.faultline.app.store;

import dev.faultline.app.names.EndpointNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.Function;

/// What an address was called at a time, as a function of SQL, so that rows are sorted by the names that they
/// are shown with: `end_name(ip, port, time, flows)`, in lower case, or NULL. Known to one connection.
final class NameFunction extends Function {
    private static final String NAME = "end_name";
    private static final int IP = 0;
    private static final int PORT = 1;
    private static final int TIME = 2;
    private static final int FLOWS = 3;

    private final EndpointNames names;

    private NameFunction(EndpointNames names) {
        this.names = names;
    }

    /// Makes the function known to a connection, in place of one that it knows.
    static void register(Connection connection, EndpointNames names) throws SQLException {
        Function.create(connection, NAME, new NameFunction(names));
    }

    /// The expression for one end of the finding `f` that leads the row `r`.
    static String of(String end) {
        return NAME + "(f." + end + "_ip, f." + end + "_port, r.first, r.flows)";
    }

    @Override
    protected void xFunc() throws SQLException {
        String name = names.at(Addresses.endpoint(value_blob(IP), value_int(PORT)), value_long(TIME))
                .shortName(value_int(FLOWS) > 1);
        if (name == null) {
            result();
        } else {
            result(name.toLowerCase(Locale.ROOT));
        }
    }
}

package dev.faultline.engine.l7.postgres;

import dev.faultline.engine.finding.Severity;

/// Error codes (PostgreSQL documentation, appendix A): what some are called, and how bad they are.
final class SqlStates {
    private SqlStates() {}

    /// What a code is called, or the code.
    static String name(String code) {
        return switch (code) {
            case "08003" -> "connection_does_not_exist";
            case "08006" -> "connection_failure";
            case "08P01" -> "protocol_violation";
            case "23502" -> "not_null_violation";
            case "23503" -> "foreign_key_violation";
            case "23505" -> "unique_violation";
            case "25006" -> "read_only_sql_transaction";
            case "25P02" -> "in_failed_sql_transaction";
            case "25P03" -> "idle_in_transaction_session_timeout";
            case "28000" -> "invalid_authorization_specification";
            case "28P01" -> "invalid_password";
            case "3D000" -> "invalid_catalog_name";
            case "40001" -> "serialization_failure";
            case "40P01" -> "deadlock_detected";
            case "42501" -> "insufficient_privilege";
            case "42601" -> "syntax_error";
            case "42703" -> "undefined_column";
            case "42P01" -> "undefined_table";
            case "53100" -> "disk_full";
            case "53200" -> "out_of_memory";
            case "53300" -> "too_many_connections";
            case "55P03" -> "lock_not_available";
            case "57014" -> "query_canceled";
            case "57P01" -> "admin_shutdown";
            case "57P02" -> "crash_shutdown";
            case "57P03" -> "cannot_connect_now";
            case "57P05" -> "idle_session_timeout";
            case "XX000" -> "internal_error";
            default -> code;
        };
    }

    /// By the class of the code: what the server lacks is worse than what it refuses.
    static Severity severity(String code) {
        if (code.equals("57014")) {
            return Severity.WARNING;
        }
        return switch (code.substring(0, 2)) {
            case "08", "53", "57", "58", "XX" -> Severity.ERROR;
            case "28", "3D", "40", "55", "25" -> Severity.WARNING;
            default -> Severity.NOTICE;
        };
    }
}

package dev.faultline.app.ui.problem;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;

/// An error that nobody foresaw, as a user can report it.
///
/// @param code short and the same for the same error in the same place, to search for
/// @param summary what the error calls itself
/// @param report everything that whoever mends it needs: versions, code, stack
public record Problem(String code, String summary, String report) {
    /// Characters of a code: no two that look alike.
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// An error as a problem.
    ///
    /// @param version of the program
    public static Problem of(Throwable error, String version) {
        Throwable root = rootOf(error);
        String code = codeOf(root);
        String summary = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        StringWriter stack = new StringWriter();
        error.printStackTrace(new PrintWriter(stack));
        String report = String.join(
                "\n",
                "Faultline " + version + ", problem " + code,
                "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version") + " " + System.getProperty("os.arch"),
                "",
                stack.toString());
        return new Problem(code, summary, report);
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        return root;
    }

    /// Made of the kind of error and the methods it passed, not of line numbers: it survives small changes.
    private static String codeOf(Throwable root) {
        int hash = root.getClass().getName().hashCode();
        StackTraceElement[] stack = root.getStackTrace();
        for (int i = 0; i < Math.min(3, stack.length); i++) {
            hash = hash * 31 + (stack[i].getClassName() + "." + stack[i].getMethodName()).hashCode();
        }
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            code.append(ALPHABET.charAt(hash >>> (5 * i) & 31));
        }
        return code.toString().toUpperCase(Locale.ROOT);
    }
}

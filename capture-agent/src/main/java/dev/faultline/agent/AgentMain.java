package dev.faultline.agent;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The agent's entry point: `faultline-agent run` captures, `faultline-agent attach` lets a desktop join.
@Command(name = "faultline-agent", mixinStandardHelpOptions = true, versionProvider = AgentVersion.class)
public final class AgentMain implements Runnable {
    /// Exit status: done.
    static final int DONE = 0;

    /// Exit status: it could not begin, or broke off; the reason is on standard error.
    static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private AgentMain() {}

    /// Runs the command that `args` name, and exits with its status: 0 done, 1 failed, 2 wrong usage.
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new AgentMain())
                .addSubcommand(new RunCommand())
                .addSubcommand(new AttachCommand())
                .setResourceBundle(ResourceBundle.getBundle("dev.faultline.agent.messages", Locale.ROOT))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(args);
    }

    /// Without a subcommand there is nothing to do.
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), text(spec, "usage.noCommand"));
    }

    /// A sentence for people.
    static String text(CommandSpec spec, String key, Object... values) {
        return String.format(Locale.ROOT, spec.resourceBundle().getString(key), values);
    }
}

package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline [FILE…]` and its subcommands.
@Command(name = "faultline", mixinStandardHelpOptions = true, versionProvider = Version.class)
public final class FaultlineCommand implements Callable<Integer> {
    private static final String BUNDLE = "dev.faultline.app.messages";

    private final Terminal terminal;
    private final Desktop desktop;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "FILE")
    private List<String> files = List.of();

    @Option(names = "--together")
    private boolean together;

    /// The window, as far as the command line knows it.
    ///
    /// @param available whether there is a display to open it on
    /// @param open opens it on files, each for itself, and returns its exit status
    /// @param together opens it on files as several views of one network, and returns its exit status
    /// @param demo opens it on the demo and returns its exit status
    /// @param demoCaptures the captures of the demo, for where there is no display
    public record Desktop(
            BooleanSupplier available,
            ToIntFunction<List<Path>> open,
            ToIntFunction<List<Path>> together,
            IntSupplier demo,
            Callable<List<Path>> demoCaptures) {}

    private FaultlineCommand(Terminal terminal, Desktop desktop) {
        this.terminal = terminal;
        this.desktop = desktop;
    }

    /// Runs the command line.
    ///
    /// @return exit status: 0 done, 1 a file could not be read, 2 wrong usage, 4 findings at or above
    /// `--fail-on`, 130 interrupted
    public static int run(String[] args, Terminal terminal, Desktop desktop) {
        return run(args, terminal, desktop, Surroundings.ofThisUser());
    }

    /// Runs the command line for a user.
    ///
    /// @return exit status, as above
    static int run(String[] args, Terminal terminal, Desktop desktop, Surroundings surroundings) {
        Ansi ansi = terminal.style().colour() ? Ansi.ON : Ansi.OFF;
        int width = terminal.style().width();
        CommandLine line = new CommandLine(new FaultlineCommand(terminal, desktop))
                .addSubcommand(new AnalyzeCommand(terminal))
                .addSubcommand(new ExtractCommand(terminal))
                .addSubcommand(new CaptureCommand(terminal, surroundings))
                .addSubcommand(new CleanupCommand(terminal, surroundings))
                .addSubcommand(new GenerateCompletion())
                .setResourceBundle(ResourceBundle.getBundle(BUNDLE, Locale.ROOT))
                .setColorScheme(new ColorScheme.Builder(CommandLine.Help.defaultColorScheme(ansi)).build())
                .setUsageHelpWidth(width == 0 ? 100 : Math.min(width, 120))
                .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((problem, arguments) -> wrongUsage(problem, terminal));
        line.setExecutionExceptionHandler((problem, command, parsed) -> internal(problem, terminal));
        return line.execute(args);
    }

    private static int wrongUsage(ParameterException problem, Terminal terminal) {
        terminal.say(Messages.text("cli.message", String.valueOf(problem.getMessage())));
        terminal.say(Messages.text(
                "cli.usage", problem.getCommandLine().getCommandSpec().qualifiedName()));
        return Status.USAGE;
    }

    private static int internal(Exception problem, Terminal terminal) {
        terminal.say(Messages.text("cli.message", Messages.text("cli.internal")));
        problem.printStackTrace(terminal.err());
        return Status.INTERNAL;
    }

    @Override
    public Integer call() {
        if (desktop.available.getAsBoolean()) {
            List<Path> paths = files.stream().map(Path::of).toList();
            return together ? desktop.together.applyAsInt(paths) : desktop.open.applyAsInt(paths);
        }
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), Messages.text("cli.display.nothing"));
        }
        terminal.say(Messages.text("cli.display"));
        return new AnalyzeCommand(terminal, files, together).call();
    }

    @Command(name = "demo", mixinStandardHelpOptions = true)
    int demo() throws Exception {
        if (desktop.available.getAsBoolean()) {
            return desktop.demo.getAsInt();
        }
        terminal.say(Messages.text("cli.display"));
        List<String> captures =
                desktop.demoCaptures.call().stream().map(Path::toString).toList();
        return new AnalyzeCommand(terminal, captures, false).call();
    }
}

package dev.faultline.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `faultline [FILE…]` and its subcommands.
@Command(
        name = "faultline",
        resourceBundle = "dev.faultline.app.messages",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {AnalyzeCommand.class, GenerateCompletion.class})
public final class FaultlineCommand implements Callable<Integer> {
    private final ToIntFunction<List<Path>> window;
    private final IntSupplier demo;

    @Parameters(arity = "0..*", paramLabel = "FILE")
    private List<Path> files = List.of();

    private FaultlineCommand(ToIntFunction<List<Path>> window, IntSupplier demo) {
        this.window = window;
        this.demo = demo;
    }

    /// Runs the command line.
    ///
    /// @param window opens the window on files
    /// @param demo opens the window on the demo
    /// @return exit status
    public static int run(String[] args, ToIntFunction<List<Path>> window, IntSupplier demo) {
        return new CommandLine(new FaultlineCommand(window, demo)).execute(args);
    }

    @Override
    public Integer call() {
        return window.applyAsInt(files);
    }

    @Command(name = "demo", mixinStandardHelpOptions = true)
    int demo() {
        return demo.getAsInt();
    }
}
